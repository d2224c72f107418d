import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenForTyping, tellTyping } from "./typing";

const sent = vi.fn(async () => new Response());
vi.stubGlobal("fetch", sent);
listenForTyping();

beforeEach(() => {
  vi.useFakeTimers();
  sent.mockClear();
  document.body.innerHTML = `<p data-typing hidden>…</p><form>
    <input name="csrf_token" value="c"><input name="form_key" value="k">
    <input type="radio" name="kind" value="reply" checked><input type="radio" name="kind" value="note">
    <textarea name="text" data-types="/typing"></textarea></form>`;
  tellTyping(document.body);
});
afterEach(() => vi.useRealTimers());

const field = (): HTMLTextAreaElement => document.querySelector("textarea")!;
const line = (): HTMLElement => document.querySelector("[data-typing]")!;

function type(): void {
  field().value += "x";
  field().dispatchEvent(new Event("input", { bubbles: true }));
}

it("says that a reply is typed, not what, and not at every key", () => {
  type();
  type();
  expect(sent).toHaveBeenCalledOnce();
  const [address, { body }] = sent.mock.calls[0] as unknown as [string, { body: FormData }];
  expect(address).toBe("/typing");
  expect([...body.keys()]).toEqual(["csrf_token", "form_key"]);
  vi.advanceTimersByTime(3_100);
  type();
  expect(sent).toHaveBeenCalledTimes(2);
});

it("says nothing of a note", () => {
  document.querySelector<HTMLInputElement>("[value=note]")!.checked = true;
  type();
  expect(sent).not.toHaveBeenCalled();
});

it("shows for a moment that the customer writes, and not beside what they wrote", () => {
  document.body.dispatchEvent(new CustomEvent("live:typing"));
  expect(line().hidden).toBe(false);
  vi.advanceTimersByTime(6_100);
  expect(line().hidden).toBe(true);
  document.body.dispatchEvent(new CustomEvent("live:typing"));
  document.body.dispatchEvent(new CustomEvent("live:conversation"));
  expect(line().hidden).toBe(false);
  document.body.dispatchEvent(new CustomEvent("live:written"));
  expect(line().hidden).toBe(true);
});
