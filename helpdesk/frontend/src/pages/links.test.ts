import { beforeEach, expect, it } from "vitest";
import { offerLinks } from "./links";

const PANEL =
  '<input id="article-words"><form><button hidden type="button" data-insert="Returns\n/help/returns">Insert</button></form>';

function page(reply = '<textarea id="words"></textarea>'): void {
  document.body.innerHTML = reply + PANEL;
  offerLinks(document.body);
}

function words(): HTMLTextAreaElement {
  return document.querySelector("textarea")!;
}

function button(): HTMLButtonElement {
  return document.querySelector("button")!;
}

beforeEach(() => page());

it("offers the button where there is a reply to put the link into", () => {
  expect(button().hidden).toBe(false);
  page("");
  expect(button().hidden).toBe(true);
});

it("puts title and link where the caret stands, on lines of their own", () => {
  words().value = "Dear Ada,Bye";
  words().setSelectionRange(9, 9);
  button().click();
  expect(words().value).toBe("Dear Ada,\nReturns\n/help/returns\nBye");
  expect(document.activeElement).toBe(words());
});

it("takes the place of nothing that is marked", () => {
  words().value = "Dear Ada,";
  words().select();
  button().click();
  expect(words().value).toBe("Dear Ada,\nReturns\n/help/returns\n");
});

it("marks the first blank of what it put in, and not one that stood there before", () => {
  words().value = "For [name]:";
  words().setSelectionRange(11, 11);
  button().dataset["insert"] = "Ask [name].";
  button().dataset["blank"] = "[name]";
  button().click();
  expect([words().selectionStart, words().selectionEnd]).toEqual([16, 22]);
});

it("says in the form what the answer began with, until it was sent", () => {
  page('<form id="composer"><textarea id="words"></textarea></form>');
  const form = document.querySelector<HTMLFormElement>("#composer")!;
  button().dataset["inserted"] = "reply:7";
  button().click();
  expect(new FormData(form).getAll("inserted")).toEqual(["reply:7"]);
  const sent = (successful: boolean) =>
    form.dispatchEvent(new CustomEvent("htmx:afterRequest", { detail: { successful, elt: form } }));
  sent(false);
  expect(new FormData(form).has("inserted")).toBe(true);
  sent(true);
  expect(new FormData(form).has("inserted")).toBe(false);
});

it("tells the draft about the new words", () => {
  let told = 0;
  words().addEventListener("input", () => (told += 1));
  button().click();
  expect(told).toBe(1);
});

it("leads from two brackets to the search, and takes them away", () => {
  words().value = "See [[";
  words().setSelectionRange(6, 6);
  words().dispatchEvent(new Event("input"));
  expect(words().value).toBe("See ");
  expect(document.activeElement?.id).toBe("article-words");
});
