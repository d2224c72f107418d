/* The language that the frame speaks now. */
import { count, spokenFor, type Counted, type Language } from "../../languages";
import { de } from "./de";
import { en, type Words } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export const CATALOGUES: Record<Language, Words> = { en, de, fr, es };

let current: Language = "en";

/** Speaks the language of this tag from now on, the desk's own where that is not offered. */
export function speak(tag: string): Language {
  current = spokenFor(tag);
  document.documentElement.lang = current;
  return current;
}

export const language = (): Language => current;
export const words = (): Words => CATALOGUES[current];

/** The sentence that goes with the number. */
export function counted(sentence: Counted, number: number): string {
  return count(current, sentence, number);
}
