/* The messages that the website's page (loader) and the widget's frame exchange, and who may send them. */

export interface PageFacts {
  url: string;
  title: string;
  locale: string;
}

/** From the website's page to the frame. */
export interface ToFrame {
  page: PageFacts;
  /** Who is signed in on the site; `signedOut` once it said that nobody is, null alone is no news. */
  identity: { jwt: string | null; signedOut: boolean };
  shown: { open: boolean };
}

/** From the frame to the website's page. */
export interface ToPage {
  ready: Record<string, never>;
  close: Record<string, never>;
  unread: { count: number };
  appearance: { accent: string; company: string };
  /** Whether a conversation of this person is going on, so that their next page listens at once. */
  talking: { active: boolean; subject: string | null };
  /** The customer of whom something is kept here, so that a page without them has it dropped. */
  keeping: { subject: string | null };
}

type Named<Table> = { [Name in keyof Table]: { heed: Name; body: Table[Name] } }[keyof Table];

/** The other side of the frame's border: the only window listened to, and its only origin. */
export interface Peer {
  window: Window | null;
  origin: string;
}

/** Reads a message only if it comes from this very window at this very origin. */
export function read<Table>(
  event: Pick<MessageEvent, "source" | "origin" | "data">,
  peer: Peer,
): Named<Table> | null {
  if (!peer.window || event.source !== peer.window) return null;
  if (event.origin !== peer.origin) return null;
  const data: unknown = event.data;
  if (typeof data !== "object" || data === null) return null;
  const { heed, body } = data as { heed?: unknown; body?: unknown };
  if (typeof heed !== "string" || typeof body !== "object" || body === null) return null;
  return data as Named<Table>;
}

export function post<Table, Name extends keyof Table>(
  peer: Peer,
  name: Name,
  body: Table[Name],
): void {
  peer.window?.postMessage({ heed: name, body }, peer.origin);
}

/** An http(s) origin without path, or null: never "*", never "null". */
export function originOf(address: string | null | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, origin } = new URL(address);
  return protocol === "https:" || protocol === "http:" ? origin : null;
}
