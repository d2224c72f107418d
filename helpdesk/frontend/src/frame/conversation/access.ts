/* The key to one conversation: fetched with its first words, renewed before it ends, and the proof of
 * who writes there. */
import * as api from "../connection/api";
import { Refused, Unreachable } from "../connection/http";
import type { Conversations } from "../storage/conversations";

/** The helpdesk's answer when a conversation belongs to another customer. */
const SOMEBODY_ELSES = 409;
/** A token of the site that was believed is shown again from here on: what it proved ends, too. */
const SHOW_AGAIN = 15 * 60_000;

export interface Doorkeeper {
  conversations: Conversations;
  /** Opens the conversation at the helpdesk. */
  start(): Promise<api.ConversationKey>;
  /** What the site signed about whoever writes, if it did. */
  jwt(): string | null;
  /** The conversation is not theirs. */
  lost(): void;
}

export class Access {
  private starting: Promise<api.ConversationKey> | null = null;
  private renewing: Promise<void> | null = null;
  /** The token of the site that was shown last, and when it is worth showing again. */
  private shown: { jwt: string | null; again: number } = { jwt: null, again: 0 };

  constructor(
    private readonly key: string,
    private readonly door: Doorkeeper,
    private readonly started: (ticket: api.ConversationKey) => void,
  ) {}

  /** The ticket as it is kept now, because another tab may have renewed it. */
  kept(): api.ConversationKey | null {
    const ticket = this.door.conversations.get(this.key)?.ticket ?? null;
    if (ticket && ticket.renewAt <= Date.now()) this.renewing ??= this.renew(ticket);
    return ticket;
  }

  ticket(): Promise<api.ConversationKey> {
    const ticket = this.kept();
    if (ticket) return Promise.resolve(ticket);
    this.starting ??= this.start().finally(() => (this.starting = null));
    return this.starting;
  }

  /** Shows the helpdesk what the site signed: each token, and a good one now and then again. */
  async prove(): Promise<void> {
    const [ticket, jwt] = [this.kept(), this.door.jwt()];
    if (!ticket || !jwt || (jwt === this.shown.jwt && Date.now() < this.shown.again)) return;
    this.shown = { jwt, again: Infinity };
    try {
      await api.identify(ticket, jwt);
      this.shown = { jwt, again: Date.now() + SHOW_AGAIN };
    } catch (fault) {
      if (fault instanceof Unreachable) this.shown = { jwt, again: 0 };
      // Any other refusal, as of an expired token, leaves the conversation open and tells no cases.
      if (fault instanceof Refused && fault.status === SOMEBODY_ELSES) this.door.lost();
    }
  }

  private async start(): Promise<api.ConversationKey> {
    const ticket = await this.door.start();
    this.door.conversations.change(this.key, { ticket });
    this.started(ticket);
    return ticket;
  }

  private async renew(ticket: api.ConversationKey): Promise<void> {
    try {
      this.door.conversations.change(this.key, { ticket: await api.renew(ticket) });
    } catch {
      // The old one goes on for as long again; the next call tries anew.
    }
    this.renewing = null;
  }
}
