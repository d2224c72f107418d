import { expect, it } from "vitest";
import { placesOf } from "./places";

const TEXT = "Which one?\n\n**Returns**\n1. Pack it.\n\n2. Send it.\n\n**Refunds**\n… Five days.";

it("tells what is said of each place", () => {
  expect(placesOf(TEXT, 2)).toEqual({
    introduction: "Which one?",
    places: ["**Returns**\n1. Pack it.\n\n2. Send it.", "**Refunds**\n… Five days."],
  });
});

it("leaves a text alone that has not one place for each button", () => {
  for (const count of [0, 1, 3]) expect(placesOf(TEXT, count)).toBeNull();
  expect(placesOf("Press **Send** now.\n\n**Now** or later", 1)).toBeNull();
});
