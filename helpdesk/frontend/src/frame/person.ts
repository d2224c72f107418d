/* Whoever sits at this browser: what is kept for them here, and how the helpdesk gets to know them. */
import type { PageFacts } from "../protocol";
import { startConversation, type ConversationKey } from "./connection/api";
import { Refused } from "./connection/http";
import { Conversations } from "./storage/conversations";
import { Outbox } from "./storage/outbox";
import { openShelf, type Shelf } from "./storage/shelf";

/** A mark in a customer's place: gone once another tab dropped what was kept there. */
const HERE = "here";

export class Person {
  readonly shelf: Shelf;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  /** What the site signed about them, if it did. */
  jwt: string | null = null;

  constructor(
    site: string,
    /** The customer whom the site names; null for a visitor. */
    public subject: string | null = null,
  ) {
    this.shelf = openShelf(site, subject);
    this.conversations = new Conversations(this.shelf);
    this.outbox = new Outbox(this.shelf);
    this.settle();
  }

  /** A visitor turns out to be this customer, and takes along what they began; never the reverse. */
  signIn(subject: string): void {
    this.subject = subject;
    this.shelf.handTo(subject);
    this.settle();
  }

  /** False once they signed out, or somebody else signed in, in another tab. */
  get isHere(): boolean {
    return this.subject === null || this.shelf.get(HERE, false);
  }

  async start(page: PageFacts): Promise<ConversationKey> {
    const { jwt } = this;
    try {
      return await startConversation(jwt, page);
    } catch (fault) {
      if (!(fault instanceof Refused) || jwt === null) throw fault;
      // Better an anonymous conversation than none because of a site's expired token.
      return startConversation(null, page);
    }
  }

  forget(conversation: string): void {
    this.outbox.forget(conversation);
    this.conversations.forget(conversation);
  }

  private settle(): void {
    if (this.subject !== null) this.shelf.put(HERE, true);
    this.conversations.ended().forEach(({ key }) => this.forget(key));
  }
}
