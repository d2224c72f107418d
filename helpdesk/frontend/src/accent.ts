/* Keeps text readable on any accent colour that a company chooses. */

const DARK_TEXT = "#111418";
const LIGHT_TEXT = "#ffffff";
const READABLE = 4.5;

type Channels = [red: number, green: number, blue: number];

export function isHexColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

function channels(hex: string): Channels {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function hex(colour: Channels): string {
  return "#" + colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

export function textOn(accent: string): string {
  return contrast(accent, LIGHT_TEXT) >= contrast(accent, DARK_TEXT) ? LIGHT_TEXT : DARK_TEXT;
}

/** The accent itself where it can be read on the background, else the nearest mix that can. */
export function readableOn(accent: string, background: string): string {
  const goal = channels(textOn(background));
  const start = channels(accent);
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = hex(start.map((part, at) => part + ((goal[at] ?? 0) - part) * share) as Channels);
    if (contrast(mixed, background) >= READABLE) return mixed;
  }
  return hex(goal);
}
