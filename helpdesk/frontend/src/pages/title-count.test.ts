import { beforeEach, expect, it } from "vitest";
import { countInTitle } from "./title-count";

function rail(waiting: number): HTMLElement {
  document.body.innerHTML = `<nav><ul data-waiting="${waiting}"></ul></nav>`;
  return document.body;
}

beforeEach(() => {
  document.title = "Inbox · Fernhill desk";
});

it("tells in the title how much waits, and no longer once nothing does", () => {
  countInTitle(rail(2));
  expect(document.title).toBe("(2) Inbox · Fernhill desk");
  countInTitle(rail(11).querySelector("ul")!);
  expect(document.title).toBe("(11) Inbox · Fernhill desk");
  countInTitle(rail(0));
  expect(document.title).toBe("Inbox · Fernhill desk");
});

it("leaves the title alone where a part without the rail comes in", () => {
  countInTitle(rail(3));
  document.body.innerHTML = "<p></p>";
  countInTitle(document.body);
  expect(document.title).toBe("(3) Inbox · Fernhill desk");
});
