import { expect, it } from "vitest";
import { placesOf } from "./places";

const TEXT = "Which one?\n\n**Returns**\n1. Pack it.\n\n2. Send it.\n\n**Refunds**\n… Five days.";

it("tells what is said of each place", () => {
  expect(placesOf(TEXT, 2)).toEqual({
    introduction: "Which one?",
    places: ["**Returns**\n1. Pack it.\n\n2. Send it.", "**Refunds**\n… Five days."],
  });
});

it("takes a question that stands in bold before for a part of the introduction", () => {
  const places = placesOf(`Hello.\n\n**How long?**\n${TEXT}`, 2);
  expect(places!.introduction).toBe("Hello.\n\n**How long?**\nWhich one?");
  expect(places!.places).toHaveLength(2);
});

it("leaves a text alone that has not one place for each button", () => {
  for (const count of [0, 3]) expect(placesOf(TEXT, count)).toBeNull();
  expect(placesOf("Press **Send** now.\n\n**Now** or later", 1)).toBeNull();
});
