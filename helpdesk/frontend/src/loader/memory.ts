/* Remembers between pages how the launcher looks and whether a conversation is going on. */

export interface Memory {
  accent?: string;
  company?: string;
  talking?: boolean;
}

const KEY = "heed";

export function recall(): Memory {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Memory;
  } catch {
    // Storage may be forbidden or hold something else; the widget works without it.
    return {};
  }
}

export function remember(news: Memory): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...recall(), ...news }));
  } catch {
    // As above.
  }
}
