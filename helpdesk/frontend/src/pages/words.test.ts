import { afterEach, expect, it } from "vitest";
import { say } from "./words";

afterEach(() => {
  document.documentElement.lang = "";
});

it.each([
  ["en", "Close"],
  ["de", "Schließen"],
  ["", "Close"],
])("speaks the language of the page, here %s", (lang, words) => {
  document.documentElement.lang = lang;
  expect(say("close")).toBe(words);
});
