/* The languages that the widget speaks, and which of those that a reader asks for it is to be. */

export const LANGUAGES = ["en", "de", "fr", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence for each form that a language has for a number, which stands for `{n}`. */
export interface Counted {
  one: string;
  other: string;
}

let offered: readonly Language[] = LANGUAGES;

/** From now on only these are spoken, the desk's own first: `de en`. */
export function offer(codes: string): void {
  const known = codes.split(" ").flatMap((code) => LANGUAGES.find((each) => each === code) ?? []);
  if (known.length > 0) offered = known;
}

/** The language of a tag such as `de-AT` or `fr_CA`, if it is offered. */
export function languageOf(tag: string): Language | null {
  const [primary] = tag.toLowerCase().split(/[-_]/);
  return offered.find((language) => language === primary) ?? null;
}

/** The language of a tag, or else the desk's own. */
export function spokenFor(tag: string): Language {
  return languageOf(tag) ?? offered[0] ?? "en";
}

/** The first tag whose language is offered, else the first: what the reader would rather read. */
export function preferred(tags: readonly (string | null | undefined)[]): string {
  const asked = tags.filter((tag): tag is string => !!tag);
  return asked.find(languageOf) ?? asked[0] ?? spokenFor("");
}

/** Puts the values where the sentence names them in braces. */
export function fill(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The form of the sentence that goes with the number. */
export function count(language: Language, sentence: Counted, number: number): string {
  const form = new Intl.PluralRules(language).select(number) === "one" ? "one" : "other";
  return fill(sentence[form], { n: new Intl.NumberFormat(language).format(number) });
}
