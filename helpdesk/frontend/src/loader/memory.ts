/* Remembers between pages how the launcher looks, whose conversation is going on, of which customer
 * something is kept, and that they signed out. */

export interface Memory {
  accent?: string;
  company?: string;
  /** The customer whose conversation is going on, "" for a visitor's. */
  talking?: string | null;
  keeping?: string | null;
  signedOut?: boolean;
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
