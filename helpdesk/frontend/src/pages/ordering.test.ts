import { beforeAll, beforeEach, expect, it } from "vitest";
import { moveEntries } from "./ordering";

beforeAll(moveEntries);
beforeEach(() => {
  const entry = (name: string): string =>
    `<li><button data-step="-1" id="${name}-up"></button>${name}<button data-step="1" id="${name}-down"></button></li>`;
  document.body.innerHTML = `<ol data-order>${["a", "b", "c"].map(entry).join("")}</ol>`;
});

function press(id: string): string {
  const button = document.getElementById(id)!;
  button.focus();
  button.click();
  return document.querySelector("ol")!.textContent ?? "";
}

it("moves an entry past its neighbour and keeps the keyboard on the button", () => {
  expect([press("c-up"), press("c-up"), press("a-down")]).toEqual(["acb", "cab", "cba"]);
  expect(document.activeElement?.id).toBe("a-down");
});

it("stops at both ends", () => {
  expect([press("a-up"), press("c-down")]).toEqual(["abc", "abc"]);
});
