import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startWidget, type Heed } from "./widget";

const HELPDESK = "https://help.example";
const ANA = `e30.${btoa('{"sub":"ana"}')}.x`;
const BEN = `e30.${btoa('{"sub":"ben"}')}.x`;
let heed: Heed;

/** The site's next page, with or without an identity in the script's tag. */
function nextPage(identity: string | null = null, language: string | null = null): Heed {
  document.body.innerHTML = "";
  return startWidget({
    helpdesk: HELPDESK,
    frameAddress: "about:blank",
    accent: null,
    label: null,
    language,
    identity,
  });
}

beforeEach(() => {
  localStorage.clear();
  heed = nextPage();
});

afterEach(() => vi.restoreAllMocks());

function parts() {
  const root = document.getElementById("heed-widget")!.shadowRoot!;
  return { button: root.querySelector("button")!, iframe: root.querySelector("iframe") };
}

function frameSays(name: string, body: object, origin = HELPDESK): void {
  const source = parts().iframe!.contentWindow;
  window.dispatchEvent(new MessageEvent("message", { data: { heed: name, body }, origin, source }));
}

it("makes the frame on first open and not before", () => {
  expect(parts().iframe).toBeNull();
  heed.open();
  expect(parts().iframe!.hidden).toBe(false);
});

it("closes when the frame asks and gives the focus back to the launcher", () => {
  heed.open();
  frameSays("close", {});
  expect(parts().iframe!.hidden).toBe(true);
  expect(parts().button.getRootNode()).toBe(document.getElementById("heed-widget")!.shadowRoot);
  expect(document.getElementById("heed-widget")!.shadowRoot!.activeElement).toBe(parts().button);
});

it("does not listen to another origin in the same window", () => {
  heed.open();
  frameSays("close", {}, "https://evil.example");
  expect(parts().iframe!.hidden).toBe(false);
});

it("tells page, identity and state to the helpdesk's origin once the frame is ready", () => {
  heed.open();
  const said = vi.spyOn(parts().iframe!.contentWindow!, "postMessage").mockReturnValue(undefined);
  heed.identify("early.token");
  expect(said).not.toHaveBeenCalled();
  frameSays("ready", {});
  const names = said.mock.calls.map(([message]) => (message as { heed: string }).heed);
  expect(names).toEqual(["page", "identity", "shown"]);
  expect(said.mock.calls.every(([, origin]) => (origin as unknown) === HELPDESK)).toBe(true);
  expect(said.mock.calls[1]![0]).toMatchObject({ body: { jwt: "early.token" } });
});

function remembers(subject: string | null): void {
  heed.open();
  frameSays("talking", { active: true, subject });
  frameSays("keeping", { subject });
}

it.each([
  ["a visitor's", null, null, true],
  ["the same customer's", "ana", ANA, true],
  ["a customer's, for a visitor", "ana", null, false],
  ["a visitor's, for a customer", null, ANA, false],
])("listens on the next page to %s conversation: %s, %s", (_, talking, identity, listens) => {
  remembers(talking);
  nextPage(identity);
  expect(parts().iframe !== null).toBe(listens);
});

it("listens once a page that did not know at first says who is signed in", () => {
  remembers("ana");
  const page = nextPage();
  expect(parts().iframe).toBeNull();
  page.identify(ANA);
  expect(parts().iframe!.hidden).toBe(true);
});

function toldToFrame(): unknown[] {
  const said = vi.spyOn(parts().iframe!.contentWindow!, "postMessage").mockReturnValue(undefined);
  frameSays("ready", {});
  const told = said.mock.calls.map(([message]) => message as { heed: string; body: unknown });
  return told.filter((message) => message.heed === "identity").map((message) => message.body);
}

it("has what a customer left dropped at once when they sign out or another one is there", () => {
  for (const [jwt, signedOut] of [
    [null, true],
    [BEN, false],
  ] as const) {
    remembers("ana");
    const page = nextPage();
    page.identify(jwt);
    expect(toldToFrame()).toEqual([{ jwt, signedOut }]);
  }
});

it("says again on the next page that they signed out, until somebody is signed in", () => {
  remembers("ana");
  heed.identify(null);
  nextPage();
  expect(toldToFrame()).toEqual([{ jwt: null, signedOut: true }]);
  nextPage(ANA);
  heed = nextPage();
  heed.open();
  expect(toldToFrame()).toEqual([{ jwt: null, signedOut: false }]);
});

it("loads nothing and keeps nothing for a visitor of whom nothing is kept", () => {
  heed.identify(null);
  expect([parts().iframe, localStorage.length]).toEqual([null, 0]);
});

function told(name: string): unknown[] {
  const said = vi.spyOn(parts().iframe!.contentWindow!, "postMessage").mockReturnValue(undefined);
  frameSays("ready", {});
  const messages = said.mock.calls.map(([message]) => message as { heed: string; body: unknown });
  return messages.filter((message) => message.heed === name).map((message) => message.body);
}

it.each([
  ["what the site chose", "fr", "de", "fr"],
  ["the page's language", null, "de-AT", "de-AT"],
  ["the browser's, where it does not speak the page's", null, "it", "en-US"],
])("speaks %s", (_, chosen, page, locale) => {
  document.documentElement.lang = page;
  heed = nextPage(null, chosen);
  heed.open();
  expect(told("page")).toMatchObject([{ locale }]);
  document.documentElement.lang = "";
});

it("changes its language while the page stands, and names itself in it", () => {
  heed.open();
  heed.language("es");
  expect(parts().iframe!.title).toBe("Ayuda");
  expect(parts().button.getAttribute("aria-label")).toBe("Cerrar la ayuda");
  expect(told("page")).toMatchObject([{ locale: "es" }]);
  heed.language(null);
  expect(parts().iframe!.title).toBe("Help chat");
});
