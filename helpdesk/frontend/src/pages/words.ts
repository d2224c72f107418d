/* What the console's scripts say themselves, in the language that the page is in. */

const ENGLISH = {
  shortcuts: "Keyboard shortcuts",
  blocked: "Your browser does not allow it. Allow notifications for this address in its settings.",
  close: "Close",
  sends: "Send what is written",
  find: "Search, or find a page or a setting",
  searchFor: "Search tickets, conversations and complaints",
  places: "Places",
  nothingFound: "Nothing is called that. Try fewer letters.",
  noPlaces: "The settings cannot be searched at the moment.",
  nextRow: "The next one in the list",
  rowBefore: "The one before in the list",
  leavesIn: "goes out in",
  leavesNow: "goes out now",
};
export type Word = keyof typeof ENGLISH;

const GERMAN: Record<Word, string> = {
  shortcuts: "Tastenkürzel",
  blocked:
    "Ihr Browser erlaubt es nicht. Erlauben Sie Benachrichtigungen für diese Adresse in seinen Einstellungen.",
  close: "Schließen",
  sends: "Geschriebenes senden",
  find: "Suchen, auch Seiten und Einstellungen",
  searchFor: "In Tickets, Gesprächen und Beschwerden suchen",
  places: "Orte",
  nothingFound: "Nichts heißt so. Versuchen Sie es mit weniger Buchstaben.",
  noPlaces: "Die Einstellungen lassen sich gerade nicht durchsuchen.",
  nextRow: "Nächster Eintrag der Liste",
  rowBefore: "Voriger Eintrag der Liste",
  leavesIn: "geht hinaus in",
  leavesNow: "geht jetzt hinaus",
};

/** The sentence in the language of the page. */
export function say(word: Word): string {
  return (document.documentElement.lang === "de" ? GERMAN : ENGLISH)[word];
}
