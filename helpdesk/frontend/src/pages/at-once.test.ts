import { beforeEach, expect, it, vi } from "vitest";
import { sendChoicesAtOnce } from "./at-once";

const sent = vi.fn();

function select(): HTMLSelectElement {
  return document.querySelector("select")!;
}

function choose(value: string): void {
  select().value = value;
  select().dispatchEvent(new Event("change", { bubbles: true }));
}

beforeEach(() => {
  document.body.innerHTML =
    "<form><select data-at-once><option>low</option><option>high</option></select><button>Set</button></form>";
  sent.mockClear();
  document.querySelector("form")!.requestSubmit = sent;
  sendChoicesAtOnce(document.body);
});

it("what is chosen with the pointer is sent, and there is no button to press", () => {
  expect(document.querySelector("button")!.hidden).toBe(true);
  select().dispatchEvent(new Event("pointerdown"));
  choose("high");
  expect(sent).toHaveBeenCalledOnce();
});

it.each(["ArrowDown", "h"])("walking through the choices with %s sends nothing yet", (key) => {
  select().dispatchEvent(new KeyboardEvent("keydown", { key }));
  choose("high");
  expect(sent).not.toHaveBeenCalled();
  expect(document.querySelector("button")!.hidden).toBe(false);
});

it("a select that asks for a button keeps it", () => {
  document.body.innerHTML = "<form><select></select><button>Set</button></form>";
  sendChoicesAtOnce(document.body);
  expect(document.querySelector("button")!.hidden).toBe(false);
});
