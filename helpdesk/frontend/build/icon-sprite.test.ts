import { expect, it } from "vitest";
import { iconNames, symbol } from "./icon-sprite";

it("finds icons by address, by macro call and in a feature", () => {
  const template = `<use href="/static/pages/icons.svg#inbox"/> {{ icon("trash-2", "Delete") }}`;
  expect(iconNames(template)).toEqual(["inbox", "trash-2"]);
  expect(iconNames(`rail=Entry("Tickets", icon="ticket")`)).toEqual(["ticket"]);
});

it("draws a symbol for a known icon and names an unknown one", () => {
  expect(symbol("trash-2")).toContain('<symbol id="trash-2" viewBox="0 0 24 24"><');
  expect(() => symbol("no-such-icon")).toThrow('"no-such-icon"');
});
