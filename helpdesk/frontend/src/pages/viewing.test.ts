import htmx from "htmx.org";
import { beforeEach, expect, it, vi } from "vitest";
import { seeEachOther, WRITES_FOR } from "./viewing";

vi.mock("htmx.org", () => ({ default: { ajax: vi.fn(), trigger: vi.fn() } }));
const asked = vi.mocked(htmx.ajax);
const again = vi.mocked(htmx.trigger);
const beacon = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  vi.useFakeTimers();
  Object.assign(navigator, { sendBeacon: beacon });
  document.body.innerHTML =
    '<textarea id="words"></textarea><form data-viewing="/console/viewing/ticket:7">' +
    '<input name="csrf_token" value="guard"><input name="form_key" value="key"><div></div></form>';
  seeEachOther(document.body);
});

function line(): HTMLElement {
  return document.querySelector<HTMLElement>("form")!;
}

function type(): void {
  document.getElementById("words")!.dispatchEvent(new Event("input"));
}

it("says that somebody types, not with every letter", () => {
  type();
  type();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(asked.mock.calls[0]![2]).toMatchObject({ values: { typing: "1" } });
  vi.advanceTimersByTime(5_000);
  type();
  expect(asked).toHaveBeenCalledTimes(2);
});

it("says that the page is left", () => {
  dispatchEvent(new Event("pagehide"));
  const [address, body] = beacon.mock.calls.at(-1) as [string, FormData];
  expect(address).toBe("/console/viewing/ticket:7/left");
  expect([body.get("csrf_token"), body.get("form_key")]).toEqual(["guard", "key"]);
});

it("looks again once somebody may have stopped writing", () => {
  line().dispatchEvent(new CustomEvent("htmx:afterSwap"));
  vi.advanceTimersByTime(WRITES_FOR);
  expect(again).not.toHaveBeenCalled();
  line().querySelector("div")!.innerHTML = "<p data-writing>Bob is writing here.</p>";
  line().dispatchEvent(new CustomEvent("htmx:afterSwap"));
  vi.advanceTimersByTime(WRITES_FOR);
  expect(again).toHaveBeenCalledWith(line(), "again");
});
