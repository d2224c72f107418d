import { beforeEach, expect, it } from "vitest";
import { keepDrafts } from "./drafts";

let rendered = 0;

beforeEach(() => {
  localStorage.clear();
  page();
});

function page(): HTMLTextAreaElement {
  document.body.innerHTML =
    '<form data-reset><input type="hidden" name="form_key"><textarea data-draft="conversation:7"></textarea></form>';
  document.querySelector("input")!.value = `key ${++rendered}`;
  keepDrafts(document.body);
  return document.querySelector("textarea")!;
}

function type(words: string): void {
  const field = document.querySelector("textarea")!;
  field.value = words;
  field.dispatchEvent(new Event("input"));
}

function answered(successful: boolean): void {
  const form = document.querySelector("form")!;
  form.dispatchEvent(new CustomEvent("htmx:afterRequest", { detail: { successful, elt: form } }));
}

it("brings back what was typed after a reload", () => {
  type("Dear Ada");
  expect(page().value).toBe("Dear Ada");
});

it("keeps the draft when sending failed and forgets it when it was sent", () => {
  type("Dear Ada");
  answered(false);
  expect(document.querySelector("textarea")!.value).toBe("Dear Ada");
  answered(true);
  expect(document.querySelector("textarea")!.value).toBe("");
  expect(page().value).toBe("");
});

it("is recognised when it is sent again after a reload", () => {
  const key = document.querySelector("input")!.value;
  type("Dear Ada");
  page();
  expect(document.querySelector("input")!.value).toBe(key);
  answered(true);
  page();
  expect(document.querySelector("input")!.value).not.toBe(key);
});
