import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ToFrame } from "../protocol";
import { words } from "./language/current";
import type { PageBorder } from "./page-border";
import { keptCustomer } from "./storage/shelf";
import { Widget } from "./widget";

const SITE = "https://shop.example";
const ANA = jwt("ana");
const BEN = jwt("ben");
const NOBODY = { jwt: null, signedOut: false };
const SIGNED_OUT = { jwt: null, signedOut: true };

function jwt(sub: string, exp = 1): string {
  return `e30.${btoa(JSON.stringify({ sub, exp }))}.x`;
}

/** A helpdesk that remembers which site's token it was shown in which conversation. */
class Helpdesk {
  calls: string[] = [];
  said: string[] = [];
  shown: string[] = [];
  verdict = 200;
  starting: Promise<unknown> = Promise.resolve();
  private begun = 0;

  fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const body = JSON.parse((init.body as string | undefined) ?? "{}") as Record<string, string>;
    const part = path.split("/").at(-1)!.split("?")[0]!;
    this.calls.push(`${init.method ?? "GET"} ${part}`);
    if (part === "events") return new Response("");
    if (init.method !== "POST") return Response.json({ floor: "bot", agent: null, messages: [] });
    if (part === "conversations") {
      await this.starting;
      return Response.json({ conversation_id: `c${++this.begun}`, token: "t", expires_in: 1000 });
    }
    if (part === "messages") return Response.json({ id: this.said.push(body["text"]!) });
    this.shown.push(body["identity"]!);
    return Response.json({ detail: "No." }, { status: this.verdict });
  };
}

let helpdesk: Helpdesk;
let opened: Widget[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  helpdesk = new Helpdesk();
  vi.stubGlobal("fetch", helpdesk.fetch);
});

afterEach(() => {
  opened.forEach((widget) => widget.follow("left").leave());
  opened = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = () => vi.advanceTimersByTimeAsync(50);

/** A page of the site with the widget on it, which says who is signed in. */
class Page {
  readonly told: [string, unknown][] = [];
  readonly widget: Widget;
  private handlers: Parameters<PageBorder["listen"]>[0] | null = null;

  constructor() {
    this.widget = new Widget({
      site: SITE,
      tell: (name, body) => this.told.push([name, body]),
      listen: (handlers) => (this.handlers = handlers),
    });
    opened.push(this.widget);
    this.widget.start();
  }

  isIn(locale: string): void {
    this.handlers!.page({ url: SITE, title: "Shop", locale });
  }

  async says(identity: ToFrame["identity"]): Promise<void> {
    this.handlers!.identity(identity);
    await settle();
  }

  async writes(text: string): Promise<string> {
    this.widget.begin();
    const { view } = this.widget.store.get();
    const key = view.name === "conversation" ? view.key : "";
    this.widget.follow(key).say({ text }, text);
    await settle();
    return key;
  }

  titles(): string[] {
    return this.widget.conversations.begun().map(({ title }) => title);
  }
}

async function page(identity: ToFrame["identity"] = NOBODY): Promise<Page> {
  const opened = new Page();
  await opened.says(identity);
  return opened;
}

const as = (token: string) => ({ jwt: token, signedOut: false });
const kept = () => Object.entries(localStorage).flat().join(" ");

it("shows the next person nothing of the customer who sat here before", async () => {
  await (await page(as(ANA))).writes("Something private");
  helpdesk.calls = [];
  const stranger = await page();
  expect([stranger.titles(), stranger.widget.store.get().view]).toEqual([[], { name: "home" }]);
  expect(helpdesk.calls).toEqual([]);
  expect(stranger.told).toContainEqual(["talking", { active: false, subject: null }]);
});

it("finds their own again for a customer who comes back, once the page knows them", async () => {
  const key = await (await page(as(ANA))).writes("Something private");
  const later = await page();
  await later.says(as(jwt("ana", 2)));
  expect(later.titles()).toEqual(["Something private"]);
  expect(later.widget.store.get().view).toEqual({ name: "conversation", key });
  expect(later.told).toContainEqual(["talking", { active: true, subject: "ana" }]);
});

it.each([
  ["they sign out", SIGNED_OUT],
  ["another customer signs in", as(BEN)],
])("drops tokens, words and drafts when %s", async (_, identity) => {
  const before = await page(as(ANA));
  const key = await before.writes("Something private");
  before.widget.conversations.keepDraft(key, "Something unsaid");
  await before.says(identity);
  expect([before.titles(), before.widget.store.get().view]).toEqual([[], { name: "home" }]);
  expect(kept()).not.toMatch(/private|unsaid|ana/);
  await before.says(as(ANA));
  expect(before.titles()).toEqual([]);
});

it("drops them also on a page that was told only later", async () => {
  await (await page(as(ANA))).writes("Something private");
  const later = await page();
  expect(later.told).toContainEqual(["keeping", { subject: "ana" }]);
  await later.says(SIGNED_OUT);
  expect(keptCustomer(SITE)).toBeNull();
  expect(later.told.at(-1)).toEqual(["keeping", { subject: null }]);
});

it("takes along what a visitor began, and shows the helpdesk who they are", async () => {
  const visitor = await page();
  const key = await visitor.writes("Where is my parcel?");
  await visitor.says(as(ANA));
  expect(visitor.titles()).toEqual(["Where is my parcel?"]);
  expect(visitor.widget.store.get().view).toEqual({ name: "conversation", key });
  expect(helpdesk.shown).toEqual([ANA]);
  await visitor.says(SIGNED_OUT);
  expect(visitor.titles()).toEqual([]);
  expect((await page()).titles()).toEqual([]);
});

it("loses no words of a visitor who is known before the helpdesk answered", async () => {
  let answer: (value: unknown) => void = () => undefined;
  helpdesk.starting = new Promise((resolve) => (answer = resolve));
  const visitor = await page();
  await visitor.writes("Where is my parcel?");
  await visitor.says(as(ANA));
  answer(null);
  await settle();
  expect([helpdesk.said, helpdesk.shown]).toEqual([["Where is my parcel?"], [ANA]]);
  expect(helpdesk.calls.filter((call) => call === "POST conversations")).toHaveLength(1);
});

it("goes on with the chat when the site's token is not believed", async () => {
  helpdesk.verdict = 401;
  const visitor = await page();
  await visitor.writes("One");
  await visitor.says(as(ANA));
  await visitor.writes("Two");
  expect(helpdesk.said).toEqual(["One", "Two"]);
  expect(visitor.titles()).toContain("One");
});

it("lets go of a conversation that belongs to another customer", async () => {
  const visitor = await page();
  await visitor.writes("Something private");
  helpdesk.verdict = 409;
  await visitor.says(as(BEN));
  expect([visitor.titles(), visitor.widget.store.get().view]).toEqual([[], { name: "home" }]);
  expect(kept()).not.toContain("private");
});

it("leaves a customer's things in every tab when they sign out in one", async () => {
  const [here, there] = [await page(as(ANA)), await page(as(ANA))];
  await here.writes("Something private");
  await there.says(SIGNED_OUT);
  window.dispatchEvent(new Event("storage"));
  expect([here.titles(), here.widget.store.get().view]).toEqual([[], { name: "home" }]);
  await here.says(as(ANA)); // what it says again whenever the panel is opened
  await here.writes("A stranger's question");
  expect(kept()).not.toContain("ana");
});

it("leaves what a visitor began when another tab took it along", async () => {
  const [here, there] = [await page(), await page()];
  await here.writes("Where is my parcel?");
  await there.says(as(ANA));
  window.dispatchEvent(new Event("storage"));
  expect(here.widget.store.get().view).toEqual({ name: "home" });
  expect(there.titles()).toEqual(["Where is my parcel?"]);
});

it("does not offer a conversation whose token came to its end", async () => {
  await (await page()).writes("Long ago");
  await vi.advanceTimersByTimeAsync(1000_000);
  expect((await page()).titles()).toEqual([]);
});

it("drops what was kept before customers were told apart", async () => {
  localStorage.setItem(`heed:${SITE}:conversations`, '[{"title":"Whose?"}]');
  await page(as(ANA));
  expect(kept()).not.toContain("Whose?");
});

it("speaks the language of the page, and English where it knows none of it", async () => {
  const site = await page();
  site.isIn("de-AT");
  expect([site.widget.store.get().language, document.documentElement.lang]).toEqual(["de", "de"]);
  expect(words().talkToPerson).toBe("Mit einem Menschen sprechen");
  site.isIn("it");
  expect([site.widget.store.get().language, words().talkToPerson]).toEqual([
    "en",
    "Talk to a person",
  ]);
});
