import { beforeEach, expect, it, vi } from "vitest";
import { listenForShortcuts } from "./shortcuts";

listenForShortcuts();

beforeEach(() => {
  document.body.innerHTML =
    '<button data-shortcut="t">Take conversation</button><form><textarea></textarea></form>';
});

function press(key: string, target: Element, extra: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...extra }));
}

it("does a one-key action, but not while someone types", () => {
  const took = vi.fn();
  document.querySelector("button")!.addEventListener("click", took);
  press("t", document.querySelector("textarea")!);
  expect(took).not.toHaveBeenCalled();
  press("t", document.body);
  expect(took).toHaveBeenCalledOnce();
});

it("makes a choice and goes on to the field that it is about", () => {
  document.body.innerHTML =
    '<form><input type="radio" name="kind" data-shortcut="n"><textarea></textarea></form>';
  press("n", document.body);
  expect(document.querySelector("input")!.checked).toBe(true);
  expect(document.activeElement).toBe(document.querySelector("textarea"));
});

it("sends the form with Ctrl and Enter", () => {
  const sent = vi.fn((event: Event) => event.preventDefault());
  document.querySelector("form")!.addEventListener("submit", sent);
  press("Enter", document.querySelector("textarea")!, { ctrlKey: true });
  expect(sent).toHaveBeenCalledOnce();
});

it("lists every key under a title, those of the page and those that always work", () => {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  press("?", document.body);
  const dialog = document.querySelector("dialog")!;
  expect(dialog.querySelector("h2")!.textContent).toBe("Keyboard shortcuts");
  const keys = [...dialog.querySelectorAll("kbd")].map((key) => key.textContent);
  expect(keys).toEqual(["t", "Ctrl Enter", "Ctrl K", "Esc", "?"]);
  expect(dialog.querySelectorAll("dd")[0]!.textContent).toBe("Take conversation");
});
