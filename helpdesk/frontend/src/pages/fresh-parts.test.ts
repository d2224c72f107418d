import { beforeEach, expect, it, vi } from "vitest";
import { CALM, isInUse, keepPartsFresh } from "./fresh-parts";

vi.useFakeTimers();
keepPartsFresh();

beforeEach(() => {
  document.body.innerHTML =
    '<section data-fresh><input name="tags" value="fern"><input type="checkbox"><button>Set</button><details></details></section>';
});

function part(): HTMLElement {
  return document.querySelector("section")!;
}

function swaps(): boolean {
  const detail = { target: part(), shouldSwap: true };
  part().dispatchEvent(new CustomEvent("htmx:oobBeforeSwap", { bubbles: true, detail }));
  return detail.shouldSwap;
}

it("renews a part that nobody is using", () => {
  expect(swaps()).toBe(true);
});

it("renews a part whose button was pressed last", () => {
  document.querySelector("button")!.focus();
  expect(isInUse(part())).toBe(false);
});

it.each([
  ["words were typed", (field: HTMLInputElement) => (field.value = "fern, pot")],
  ["the keyboard is there", (field: HTMLInputElement) => field.focus()],
  ["something was unfolded", () => (document.querySelector("details")!.open = true)],
  [
    "a box was ticked",
    () => (document.querySelector<HTMLInputElement>("[type=checkbox]")!.checked = true),
  ],
])("leaves a part alone where %s", (_, use) => {
  use(document.querySelector<HTMLInputElement>("[name=tags]")!);
  expect(swaps()).toBe(false);
});

it("reads a list anew every few seconds at most, and misses no change", () => {
  const heard = vi.fn();
  document.body.addEventListener("calm:tickets", heard);
  const change = (): boolean => document.body.dispatchEvent(new CustomEvent("live:tickets"));
  change();
  change();
  expect(heard).not.toHaveBeenCalled();
  vi.advanceTimersByTime(CALM);
  expect(heard).toHaveBeenCalledTimes(1);
  change();
  vi.advanceTimersByTime(CALM);
  expect(heard).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(CALM);
  expect(heard).toHaveBeenCalledTimes(2);
});
