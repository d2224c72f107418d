/* What a choice says: an introduction, then of each place its name in bold and some words. */

const NEXT_PLACE = /\n\n(?=\*\*[^*\n]+\*\*\n)/;

export interface Places {
  introduction: string;
  places: string[];
}

/** In the order of the buttons; null where they are more, so that it is shown as a whole. */
export function placesOf(text: string, buttons: number): Places | null {
  const parts = text.split(NEXT_PLACE);
  const first = parts.length - buttons; // what is in bold before belongs to the introduction
  if (buttons === 0 || first < 1) return null;
  return { introduction: parts.slice(0, first).join("\n\n"), places: parts.slice(first) };
}
