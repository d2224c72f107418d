import { afterEach, expect, it } from "vitest";
import { count, fill, languageOf, LANGUAGES, offer, preferred, spokenFor } from "./languages";

afterEach(() => offer(LANGUAGES.join(" ")));

it("knows a language by any tag of it", () => {
  expect(["de-AT", "fr_CA", "ES", "it"].map(languageOf)).toEqual(["de", "fr", "es", null]);
});

it("prefers the first tag whose language it speaks, and keeps the first where it speaks none", () => {
  expect(preferred([null, "it-IT", "de-CH", "fr"])).toBe("de-CH");
  expect(preferred(["", "pl"])).toBe("pl");
  expect(preferred([])).toBe("en");
});

it("speaks only what the desk offers, and its own language where that is something else", () => {
  offer("fr de tlh");
  expect(["de-AT", "fr", "es"].map(languageOf)).toEqual(["de", "fr", null]);
  expect(["de-AT", "es", ""].map(spokenFor)).toEqual(["de", "fr", "fr"]);
  expect(preferred(["es", "de"])).toBe("de");
  expect(preferred(["es"])).toBe("es");
  expect(preferred([])).toBe("fr");
});

it("goes on with what it knows where nothing is offered", () => {
  offer("de");
  offer("");
  expect(spokenFor("fr")).toBe("de");
});

it("counts as each language does: one in French begins with none", () => {
  const left = { one: "{n} caractère", other: "{n} caractères" };
  expect([0, 1, 2].map((number) => count("fr", left, number))).toEqual([
    "0 caractère",
    "1 caractère",
    "2 caractères",
  ]);
  expect(count("de", { one: "{n} Zeichen", other: "{n} Zeichen" }, 1234)).toBe("1.234 Zeichen");
});

it("leaves a name in braces that it was not given", () => {
  expect(fill("{name} is typing {x}", { name: "Mia" })).toBe("Mia is typing {x}");
});
