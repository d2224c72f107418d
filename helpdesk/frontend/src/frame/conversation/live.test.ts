import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Conversations } from "../storage/conversations";
import { Outbox } from "../storage/outbox";
import { openShelf } from "../storage/shelf";
import type { Floor, Message } from "../types";
import { LiveConversation } from "./live";

/** A helpdesk with one conversation, that can be away. */
class Helpdesk {
  away = false;
  floor: Floor = "bot";
  messages: Message[] = [];
  typed = 0;
  readUpTo = 0;

  fetch = async (path: string, init: RequestInit): Promise<Response> => {
    if (this.away) throw new TypeError("offline");
    if (path.endsWith("/events")) return new Response("");
    if (path.endsWith("/seen")) {
      this.readUpTo = (JSON.parse(init.body as string) as { id: number }).id;
      return this.answer([]);
    }
    if (path.endsWith("/typing")) {
      this.typed += 1;
      return this.answer([]);
    }
    if (init.method === "POST") return this.receive(JSON.parse(init.body as string) as Message);
    const after = Number(new URL(path, "http://x").searchParams.get("after"));
    const messages = this.messages.filter(({ id }) => id > after);
    return this.answer(messages);
  };

  private answer(messages: Message[]): Response {
    const ask_contact = this.floor === "waiting";
    return Response.json({ floor: this.floor, agent: null, ask_contact, seen: 0, messages });
  }

  say(author: Message["author"], text: string, clientId: string | null = null): Message {
    const message = { id: this.messages.length + 1, author, text, client_id: clientId };
    const full = { ...message, author_name: "", buttons: [], sources: [], rateable: false };
    const stored = {
      ...full,
      helpful: null,
      comment: null,
      confidence: null,
      created_at: "2026-03-10T12:00:00Z",
    };
    this.messages.push(stored);
    return stored;
  }

  private receive({ text, client_id }: Message): Response {
    if (text === "") return Response.json({ detail: "Write something first." }, { status: 422 });
    const known = this.messages.find((message) => message.client_id === client_id);
    return Response.json({ id: (known ?? this.say("customer", text, client_id)).id });
  }
}

let helpdesk: Helpdesk;
let opened: LiveConversation[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  helpdesk = new Helpdesk();
  vi.stubGlobal("fetch", helpdesk.fetch);
});

afterEach(() => {
  opened.forEach((live) => live.leave());
  opened = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function conversations(): Conversations {
  return new Conversations(openShelf("https://shop.example"));
}

function open(): LiveConversation {
  const { key } = conversations().begun()[0] ?? conversations().blank();
  const live = new LiveConversation(key, {
    conversations: conversations(),
    outbox: new Outbox(openShelf("https://shop.example")),
    start: () =>
      helpdesk.away
        ? Promise.reject(new TypeError("offline"))
        : Promise.resolve({ id: "c", token: "t", renewAt: 9e15, endsAt: 9e15 }),
    jwt: () => null,
    lost: () => undefined,
    changed: () => undefined,
  });
  opened.push(live);
  return live;
}

const texts = (live: LiveConversation) => live.store.get().messages.map(({ text }) => text);
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

it("queues while offline and sends once, in order, when the helpdesk is back", async () => {
  helpdesk.away = true;
  const live = open();
  live.say({ text: "one" }, "one");
  live.say({ text: "two" }, "two");
  await pass(5_000);
  expect(live.store.get()).toMatchObject({ stuck: true, messages: [] });
  helpdesk.away = false;
  window.dispatchEvent(new Event("online"));
  await pass(5_000);
  expect(helpdesk.messages.map(({ text }) => text)).toEqual(["one", "two"]);
  expect(live.store.get()).toMatchObject({ stuck: false, outgoing: [] });
});

it("presses a button once, however fast it is clicked, and no button of a message long past", async () => {
  const yes = { title: "Yes", payload: "/affirm" };
  const asked = { ...helpdesk.say("bot", "Shall I?"), buttons: [yes] };
  const live = open();
  live.store.set({ messages: [asked] });
  live.choose(asked, yes);
  live.choose(asked, yes);
  expect(live.store.get().outgoing.map(({ shown }) => shown)).toEqual(["Yes"]);
  await pass(100);
  live.choose(asked, yes);
  expect(live.store.get().outgoing).toEqual([]);
});

it("finds the conversation again after the tab was closed, and sends what was left", async () => {
  open().say({ text: "Hello" }, "Hello");
  await pass(100);
  helpdesk.away = true;
  opened[0]!.say({ text: "Still there?" }, "Still there?");
  await pass(100);
  opened[0]!.leave();
  helpdesk.away = false;
  helpdesk.say("bot", "Yes.");
  const live = open();
  await pass(5_000);
  expect(texts(live)).toEqual(["Hello", "Yes.", "Still there?"]);
});

it("hears an answer that was stored before our own message was confirmed", async () => {
  const live = open();
  live.say({ text: "Hello" }, "Hello");
  await pass(100);
  helpdesk.say("bot", "Hi.");
  live.say({ text: "A question" }, "A question");
  await pass(6_000);
  expect(texts(live)).toEqual(["Hello", "Hi.", "A question"]);
});

it("gives a refused message back for editing, behind what was typed meanwhile", async () => {
  const live = open();
  live.say({ text: "" }, "what I wrote");
  await pass(100);
  const [refused] = live.store.get().outgoing;
  expect(refused!.refusal).toBe("Write something first.");
  conversations().keepDraft(live.key, "Also");
  live.takeBack(refused!);
  expect(conversations().draft(live.key)).toBe("Also\nwhat I wrote");
  expect(live.store.get().outgoing).toEqual([]);
});

it("counts what the bot or a person said since the customer last looked", async () => {
  const live = open();
  live.say({ text: "Hello" }, "Hello");
  await pass(100);
  helpdesk.say("bot", "One moment.");
  helpdesk.say("system", "Mia joined");
  helpdesk.say("agent", "Hello, this is Mia.");
  await pass(6_000);
  expect(live.kept()!.unread).toBe(2);
  live.markRead();
  expect(live.kept()!.unread).toBe(0);
});

it("asks for a rating again each time the conversation was resolved anew", async () => {
  helpdesk.floor = "resolved";
  const live = open();
  live.say({ text: "Hello" }, "Hello");
  await pass(100);
  conversations().change(live.key, { score: 2 });
  helpdesk.floor = "bot";
  await pass(30_000);
  expect(live.kept()!.score).toBeNull();
});

it("asks for a contact until the customer skips it, also after the tab was closed", async () => {
  helpdesk.floor = "waiting";
  const live = open();
  live.say({ text: "Hello" }, "Hello");
  await pass(100);
  expect(live.store.get().askContact).toBe(true);
  live.skipContact();
  expect(live.store.get().askContact).toBe(false);
  live.leave();
  const again = open();
  await pass(100);
  expect(again.store.get()).toMatchObject({ floor: "waiting", askContact: false });
});

it("says to a person, and not at every key, that the customer is writing", async () => {
  const live = open();
  live.say({ text: "One" }, "One");
  await vi.advanceTimersByTimeAsync(100);
  live.types();
  expect(helpdesk.typed).toBe(0); // the bot has it
  helpdesk.floor = "agent";
  live.store.set({ floor: "agent" });
  live.types();
  live.types();
  expect(helpdesk.typed).toBe(1);
  await vi.advanceTimersByTimeAsync(3_100);
  live.types();
  expect(helpdesk.typed).toBe(2);
});

it("says how far the customer has read once a person is there", async () => {
  const live = open();
  live.say({ text: "One" }, "One");
  await vi.advanceTimersByTimeAsync(100);
  live.markRead();
  expect(helpdesk.readUpTo).toBe(0); // the bot need not know
  helpdesk.floor = "agent";
  live.store.set({ floor: "agent" });
  const { id } = helpdesk.say("agent", "Hello");
  live.store.set({ messages: helpdesk.messages });
  live.markRead();
  expect(helpdesk.readUpTo).toBe(id);
});
