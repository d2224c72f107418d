import { beforeEach, expect, it } from "vitest";
import { hasRows, walkRows } from "./rows";

beforeEach(() => {
  document.body.innerHTML =
    '<a href="/else">Else</a><ul data-rows><li><a href="/1">1</a></li><li><a href="/2">2</a></li></ul>';
});

function at(): string {
  return document.activeElement?.textContent ?? "";
}

it("walks through the rows and stops at both ends", () => {
  const walked = ["j", "j", "j", "k", "k"].map((key) => (walkRows(key), at()));
  expect(walked).toEqual(["1", "2", "2", "1", "1"]);
});

it("leaves other keys and other pages alone", () => {
  expect(walkRows("x")).toBe(false);
  document.body.innerHTML = "<ul data-rows></ul>";
  expect([walkRows("j"), hasRows()]).toEqual([false, false]);
});
