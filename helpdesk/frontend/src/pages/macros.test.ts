import { beforeEach, expect, it, vi } from "vitest";
import { offerMacros } from "./macros";

const PAGE = `
  <textarea id="words"></textarea>
  <select name="then"><option value=""></option><option value="resolved"></option></select>
  <div id="macros"><input id="macro-words">
    <ul><li data-macro="a"><button>Pictures</button></li>
    <li data-macro="b"><button data-then="resolved">New plants</button></li></ul>
  </div>`;
const opened = vi.fn();

const field = (): HTMLTextAreaElement => document.querySelector("textarea")!;
const search = (): HTMLInputElement => document.querySelector("#macro-words")!;
const shown = (): (string | null)[] =>
  [...document.querySelectorAll("li:not([hidden])")].map((item) => item.textContent);

function type(words: string): void {
  field().value = words;
  field().setSelectionRange(words.length, words.length);
  field().dispatchEvent(new Event("input"));
}

beforeEach(() => {
  document.body.innerHTML = PAGE;
  opened.mockClear();
  document.getElementById("macros")!.showPopover = opened;
  offerMacros(document.body);
});

it("opens at a slash that begins a line, and takes it away", () => {
  type("Hello\n/");
  expect(opened).toHaveBeenCalledOnce();
  expect(field().value).toBe("Hello\n");
  expect(document.activeElement).toBe(search());
});

it.each(["and/", "1/2", "/help"])("leaves %s alone", (words) => {
  type(words);
  expect(opened).not.toHaveBeenCalled();
  expect(field().value).toBe(words);
});

it("is narrowed down by words, and Enter chooses the first", () => {
  const chosen = vi.fn();
  document.querySelectorAll("button")[1]!.addEventListener("click", chosen);
  search().value = "PLANTS";
  search().dispatchEvent(new Event("input"));
  expect(shown()).toEqual(["New plants"]);
  search().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
  expect(chosen).toHaveBeenCalledOnce();
});

it("says what state the answer leaves the ticket in", () => {
  document.querySelectorAll("button")[1]!.click();
  expect(document.querySelector("select")!.value).toBe("resolved");
});
