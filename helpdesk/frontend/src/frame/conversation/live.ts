/* One conversation as the views see it: log, floor, line and outbox, kept up to date. */
import * as api from "../connection/api";
import { follow, type Line } from "../connection/follow";
import type { Kept } from "../storage/conversations";
import type { Outbox, Outgoing } from "../storage/outbox";
import { Store } from "../store";
import type { AgentName, Choice, Floor, FloorState, Message, Satisfaction, Typing } from "../types";
import { Access, type Doorkeeper } from "./access";
import { Sender } from "./sender";
import { accepted, lastId, merge, offersOf, unsent } from "./timeline";

/** How long "is typing" holds without being said again. */
const TYPING_LASTS = 8_000;
/** How often the customer's own typing is said anew. */
const TYPING_AGAIN = 3_000;

export interface ConversationState {
  messages: Message[];
  outgoing: Outgoing[];
  floor: Floor;
  agent: AgentName | null;
  /** The newest message that the person who has the conversation has read. */
  seen: number;
  /** Whether to ask where an answer reaches the customer. */
  askContact: boolean;
  typing: Typing | null;
  line: Line;
  stuck: boolean;
  /** False until the history has been read once. */
  loaded: boolean;
  refusal: string | null;
}

export interface Desk extends Doorkeeper {
  outbox: Outbox;
  changed(): void;
}

export class LiveConversation {
  readonly store: Store<ConversationState>;
  private readonly sender: Sender;
  private readonly access: Access;
  private readonly left = new AbortController();
  private typingEnds: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly key: string,
    private readonly desk: Desk,
  ) {
    const kept = desk.conversations.get(key);
    this.store = new Store<ConversationState>({
      messages: [],
      outgoing: desk.outbox.of(key),
      floor: kept?.floor ?? "bot",
      agent: null,
      seen: 0,
      askContact: false,
      typing: null,
      line: "connecting",
      stuck: false,
      loaded: !kept?.ticket,
      refusal: null,
    });
    this.access = new Access(key, desk, (ticket) => {
      desk.changed();
      this.listen(ticket);
    });
    this.sender = new Sender(desk.outbox, key, {
      deliver: async (entry) =>
        api.sendMessage(await this.access.ticket(), entry.said, entry.clientId),
      accepted: (entry, id) => this.accept(entry, id),
      changed: () => this.readOutbox(),
    });
    if (kept?.ticket) this.listen(kept.ticket);
    void this.sender.drain();
  }

  kept(): Kept | undefined {
    return this.desk.conversations.get(this.key);
  }

  leave(): void {
    this.left.abort();
    clearTimeout(this.typingEnds);
  }

  say(said: api.Said, shown: string): void {
    const entry = this.desk.outbox.add(this.key, said, shown);
    const { writtenAt } = entry;
    this.desk.conversations.note(this.key, {
      author: "customer",
      text: shown,
      created_at: writtenAt,
    });
    this.readOutbox();
    this.prove();
    void this.sender.drain();
  }

  /** Presses a button once: a second click may come before the first one is drawn. */
  choose(message: Message, { payload, title }: Choice): void {
    const { messages, outgoing } = this.store.get();
    const open = offersOf(message, messages, outgoing).some(({ enabled }) => enabled);
    if (open) this.say({ payload }, title);
  }

  private saidTyping = -Infinity;

  /** The customer is writing, which a person may see; the bot need not. */
  types(): void {
    const { floor } = this.store.get();
    const ticket = this.kept()?.ticket;
    if (floor === "bot" || !ticket || performance.now() - this.saidTyping < TYPING_AGAIN) return;
    this.saidTyping = performance.now();
    void api.sayTyping(ticket);
  }

  retry(clientId: string): void {
    this.desk.outbox.mark(clientId, null);
    this.readOutbox();
    void this.sender.drain();
  }

  /** Puts a refused message back into the composer, after what may stand there already. */
  takeBack(entry: Outgoing): void {
    const { conversations, outbox } = this.desk;
    const draft = [conversations.draft(this.key), entry.shown].filter(Boolean).join("\n");
    conversations.keepDraft(this.key, draft);
    outbox.remove(entry.clientId);
    this.readOutbox();
  }

  async askForPerson(): Promise<void> {
    this.setFloor(await api.askForPerson(await this.access.ticket()));
  }

  /** Says where an answer reaches the customer, should they leave. */
  async leaveContact(contact: string): Promise<void> {
    this.setFloor(await api.leaveContact(await this.access.ticket(), contact));
  }

  /** The customer would rather not say; this conversation asks no more. */
  skipContact(): void {
    this.desk.conversations.change(this.key, { contactSkipped: true });
    this.store.set({ askContact: false });
  }

  /** Returns all that the helpdesk keeps of the customer's words about this answer. */
  async rate(message: Message, helpful: boolean, said: string | null): Promise<string | null> {
    const rating = { helpful, comment: said };
    const { comment } = await api.rateMessage(await this.access.ticket(), message.id, rating);
    this.add([{ ...message, helpful, comment }]);
    return comment;
  }

  async rateAll(score: Satisfaction["score"], comment: string | null): Promise<void> {
    await api.rateConversation(await this.access.ticket(), { score, comment });
    this.desk.conversations.change(this.key, { score });
    this.store.set({});
  }

  markRead(): void {
    const readId = lastId(this.store.get().messages);
    const kept = this.kept();
    if (!kept || (kept.readId >= readId && kept.unread === 0)) return;
    this.desk.conversations.change(this.key, { readId, unread: 0 });
    this.desk.changed();
    if (kept.ticket && this.store.get().floor !== "bot") void api.saySeen(kept.ticket, readId);
  }

  readOutbox(): void {
    const { messages } = this.store.get();
    const outgoing = this.desk.outbox.of(this.key);
    this.store.set({ outgoing: unsent(outgoing, messages), stuck: this.sender.stuck });
  }

  /** Shows the helpdesk who writes here, so that it may tell them of their cases. */
  prove(): void {
    void this.access.prove();
  }

  private listen(ticket: api.ConversationKey): void {
    const { signal } = this.left;
    void follow(
      () => this.access.kept() ?? ticket,
      {
        lastId: () => this.lastHeard,
        caughtUp: (history) => {
          this.setFloor(history);
          this.hear(history.messages);
          this.store.set({ loaded: true });
          this.prove();
        },
        opened: () => {
          this.store.set({ line: "live" });
          void this.sender.drain();
        },
        message: (message) => this.hear([message]),
        floor: (state) => this.setFloor(state),
        typing: (typing) => this.showTyping(typing),
        line: (line) => this.store.set({ line }),
        refused: (refusal) => this.store.set({ refusal, loaded: true }),
      },
      signal,
    );
  }

  private accept(entry: Outgoing, id: number): void {
    const answered = lastId(this.store.get().messages) > id;
    this.add([accepted(entry, id)]);
    // The stream's own "typing" may have come before the stream was open.
    if (!answered && this.store.get().floor === "bot") {
      this.showTyping({ author: "bot", name: null });
    }
  }

  /** The newest id that the helpdesk itself sent: a just accepted message of ours does not count,
   * because an older one of the bot's may still be on its way. */
  private lastHeard = 0;

  private hear(news: Message[]): void {
    this.lastHeard = Math.max(this.lastHeard, ...news.map(({ id }) => id));
    this.add(news);
    const done = new Set(news.map((message) => message.client_id));
    const sent = this.desk.outbox.of(this.key).filter((entry) => done.has(entry.clientId));
    sent.forEach((entry) => this.desk.outbox.remove(entry.clientId));
    if (news.some(({ author }) => author !== "customer")) this.showTyping(null);
  }

  private add(news: Message[]): void {
    if (news.length === 0) return;
    const messages = merge(this.store.get().messages, news);
    const outgoing = unsent(this.desk.outbox.of(this.key), messages);
    this.store.set({ messages, outgoing });
    this.noteNewest(messages);
  }

  private noteNewest(messages: Message[]): void {
    const kept = this.kept();
    const first = messages.find(({ author }) => author === "customer");
    if (first && !kept?.title) this.desk.conversations.note(this.key, first);
    const newest = messages.at(-1);
    if (newest) this.desk.conversations.note(this.key, newest);
    const fromUs = ({ author, id }: Message) =>
      (author === "bot" || author === "agent") && id > (kept?.readId ?? 0);
    this.desk.conversations.change(this.key, { unread: messages.filter(fromUs).length });
    this.desk.changed();
  }

  private setFloor({ floor, agent, seen, ask_contact: unknown }: FloorState): void {
    const askContact = unknown && !this.kept()?.contactSkipped;
    this.store.set({ floor, agent, seen, askContact });
    // Each end of a conversation is rated anew.
    const goesOn = floor === "resolved" ? {} : { score: null };
    this.desk.conversations.change(this.key, { floor, ...goesOn });
    this.desk.changed();
  }

  private showTyping(typing: Typing | null): void {
    clearTimeout(this.typingEnds);
    this.store.set({ typing });
    if (typing) this.typingEnds = setTimeout(() => this.showTyping(null), TYPING_LASTS);
  }
}
