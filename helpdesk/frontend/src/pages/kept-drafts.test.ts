import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepOnServer, PAUSE } from "./kept-drafts";

const sent: [string, string][] = [];

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
  vi.stubGlobal("fetch", async (address: string, { body }: { body: FormData }) => {
    sent.push([address, String(body.get("text"))]);
    return new Response();
  });
  document.body.innerHTML =
    '<form><textarea name="text" data-kept-at="/console/tickets/T-1/draft"></textarea></form>';
  keepOnServer(document.body);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function type(words: string): void {
  const field = document.querySelector("textarea")!;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

it("keeps what is typed once nobody has typed for a moment", () => {
  type("Dear");
  vi.advanceTimersByTime(PAUSE / 2);
  type("Dear Ada");
  vi.advanceTimersByTime(PAUSE);
  expect(sent).toEqual([["/console/tickets/T-1/draft", "Dear Ada"]]);
});

it("keeps what is typed when the page goes away", () => {
  type("Dear Ada");
  dispatchEvent(new Event("pagehide"));
  dispatchEvent(new Event("pagehide"));
  expect(sent).toHaveLength(1);
});

it("keeps nothing that is being sent", () => {
  type("Dear Ada");
  document.querySelector("form")!.dispatchEvent(new Event("submit"));
  vi.advanceTimersByTime(PAUSE);
  dispatchEvent(new Event("pagehide"));
  expect(sent).toEqual([]);
});
