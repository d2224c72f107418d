import { beforeEach, expect, it, vi } from "vitest";
import { sendFormsOnce } from "./forms";

sendFormsOnce();

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML =
    '<form method="post"><input type="hidden" name="form_key" value="first"><button></button></form>';
});

function form(): HTMLFormElement {
  return document.querySelector("form")!;
}

function pressed(): boolean {
  return form().dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
}

function answered(successful: boolean): string {
  const detail = { successful, elt: form() };
  form().dispatchEvent(new CustomEvent("htmx:afterRequest", { bubbles: true, detail }));
  return form().querySelector("input")!.value;
}

it("stays silent when it is pressed again before the next page is there", () => {
  expect(pressed()).toBe(true);
  expect(pressed()).toBe(false);
});

it("can be sent again when no page came", () => {
  pressed();
  vi.advanceTimersByTime(5_000);
  expect(pressed()).toBe(true);
});

it("leaves searches alone", () => {
  form().method = "get";
  pressed();
  expect(pressed()).toBe(true);
});

it("has a new key once it was sent, and the same one until then", () => {
  expect(answered(false)).toBe("first");
  const renewed = answered(true);
  expect(renewed).not.toBe("first");
  expect(renewed).not.toBe("");
});
