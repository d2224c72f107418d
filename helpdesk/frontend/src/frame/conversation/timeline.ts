/* Puts what the helpdesk sent, in whatever order and how often, into the one order of its ids. */
import type { Outgoing } from "../storage/outbox";
import type { Choice, Message } from "../types";

/** Each id once, ascending; a later copy replaces an earlier one. */
export function merge(known: Message[], news: Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of news) byId.set(message.id, message);
  return [...byId.values()].sort((one, other) => one.id - other.id);
}

export function lastId(messages: Message[]): number {
  return messages.at(-1)?.id ?? 0;
}

/** What still has to be sent; an entry that already came back as a message is not shown twice. */
export function unsent(outgoing: Outgoing[], messages: Message[]): Outgoing[] {
  const arrived = new Set(messages.map((message) => message.client_id));
  return outgoing.filter((entry) => !arrived.has(entry.clientId));
}

/** The message as it will come back, to stand in the log from the moment it was accepted. */
export function accepted(entry: Outgoing, id: number): Message {
  return {
    id,
    author: "customer",
    author_name: "",
    text: entry.shown,
    buttons: [],
    sources: [],
    rateable: false,
    helpful: null,
    comment: null,
    confidence: null,
    client_id: entry.clientId,
    created_at: entry.writtenAt,
  };
}

export interface Offer {
  choice: Choice;
  chosen: boolean;
  enabled: boolean;
}

/** A message's buttons stay in the log: open until the customer said something after them. */
export function offersOf(message: Message, messages: Message[], waiting: Outgoing[]): Offer[] {
  const reply = messages.find(({ id, author }) => id > message.id && author === "customer");
  const said = reply?.text ?? waiting[0]?.shown;
  return message.buttons.map((choice) => ({
    choice,
    chosen: said === choice.title,
    enabled: said === undefined,
  }));
}

export type Row =
  | { kind: "day"; key: string; date: Date }
  | { kind: "message"; key: string; message: Message; first: boolean };

function sameSpeaker(one: Message | undefined, other: Message): boolean {
  return one?.author === other.author && one.author_name === other.author_name;
}

/** The log's rows: a separator where a day begins; `first` where the speaker changes. */
export function rowsOf(messages: Message[]): Row[] {
  let day = "";
  return messages.flatMap((message, at): Row[] => {
    const date = new Date(message.created_at);
    const isNewDay = date.toDateString() !== day;
    day = date.toDateString();
    const first = isNewDay || !sameSpeaker(messages[at - 1], message);
    const row: Row = { kind: "message", key: String(message.id), message, first };
    return isNewDay ? [{ kind: "day", key: `day-${day}`, date }, row] : [row];
  });
}
