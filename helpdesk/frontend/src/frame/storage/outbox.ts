/* What the customer sent and the helpdesk has not yet accepted; survives reload and loss of network. */
import type { Said } from "../connection/api";
import { newId } from "../../new-id";
import type { Shelf } from "./shelf";

export interface Outgoing {
  /** Made once; the helpdesk stores a repeated client_id only once. */
  clientId: string;
  conversation: string;
  said: Said;
  /** What the customer sees: the text, or the title of the chosen button. */
  shown: string;
  writtenAt: string;
  /** Why the helpdesk refused it; null while it waits to be sent. */
  refusal: string | null;
}

const NAME = "outbox";

export class Outbox {
  constructor(private readonly shelf: Shelf) {}

  all(): Outgoing[] {
    return this.shelf.get<Outgoing[]>(NAME, []);
  }

  of(conversation: string): Outgoing[] {
    return this.all().filter((entry) => entry.conversation === conversation);
  }

  add(conversation: string, said: Said, shown: string): Outgoing {
    const entry: Outgoing = {
      clientId: newId(),
      conversation,
      said,
      shown,
      writtenAt: new Date().toISOString(),
      refusal: null,
    };
    this.shelf.put(NAME, [...this.all(), entry]);
    return entry;
  }

  remove(clientId: string): void {
    const all = this.all();
    const left = all.filter((entry) => entry.clientId !== clientId);
    if (left.length < all.length) this.shelf.put(NAME, left);
  }

  mark(clientId: string, refusal: string | null): void {
    const marked = this.all().map((entry) =>
      entry.clientId === clientId ? { ...entry, refusal } : entry,
    );
    this.shelf.put(NAME, marked);
  }

  forget(conversation: string): void {
    this.of(conversation).forEach((entry) => this.remove(entry.clientId));
  }

  next(conversation: string): Outgoing | undefined {
    return this.of(conversation).find((entry) => entry.refusal === null);
  }
}
