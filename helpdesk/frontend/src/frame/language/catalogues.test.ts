import { expect, it } from "vitest";
import { LANGUAGES } from "../../languages";
import { CATALOGUES } from "./current";
import { en, type Words } from "./en";

const KEYS = Object.keys(en) as (keyof Words)[];
const OTHERS = LANGUAGES.filter((language) => language !== "en");
/* Words that are the same in both languages. */
const SHARED = ["Assistant", "Article", "Bot", "Conversation", "Messages", "Sources"];

/** Every sentence under a key: one, or one for each form of a number. */
function sentences(words: Words, key: keyof Words): string[] {
  const said = words[key];
  return typeof said === "string" ? [said] : Object.values(said);
}

function values(sentence: string): string[] {
  return (sentence.match(/\{\w+\}/g) ?? []).sort();
}

it.each(OTHERS)("says everything in %s", (language) => {
  expect(Object.keys(CATALOGUES[language]).sort()).toEqual([...KEYS].sort());
  for (const key of KEYS) {
    for (const sentence of sentences(CATALOGUES[language], key)) {
      expect(sentence.trim(), key).not.toBe("");
      if (!SHARED.includes(sentence)) expect(sentences(en, key), key).not.toContain(sentence);
    }
  }
});

it.each(OTHERS)("names in %s the values that English names", (language) => {
  for (const key of KEYS) {
    const wanted = sentences(en, key).map(values);
    expect(sentences(CATALOGUES[language], key).map(values), key).toEqual(wanted);
  }
});

it.each(LANGUAGES)("shouts in %s at nobody", (language) => {
  for (const key of KEYS) expect(sentences(CATALOGUES[language], key).join(" ")).not.toMatch(/!/);
});
