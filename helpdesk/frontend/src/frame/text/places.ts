/* What a choice says: an introduction, then of each place its name in bold and some words. */

const NEXT_PLACE = /\n\n(?=\*\*[^*\n]+\*\*\n)/;

export interface Places {
  introduction: string;
  places: string[];
}

/** In the order of the buttons; null where they are not as many, so that it is shown as a whole. */
export function placesOf(text: string, buttons: number): Places | null {
  const [introduction = "", ...places] = text.split(NEXT_PLACE);
  return buttons > 0 && places.length === buttons ? { introduction, places } : null;
}
