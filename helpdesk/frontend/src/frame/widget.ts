/* The state of the whole widget: which view is shown, which conversation is followed, who the customer is. */
import type { PageFacts } from "../protocol";
import { identify, startConversation, type Ticket } from "./connection/api";
import { Refused } from "./connection/http";
import { LiveConversation } from "./conversation/live";
import type { PageBorder } from "./page-border";
import { Conversations } from "./storage/conversations";
import { Outbox } from "./storage/outbox";
import { openShelf, type Shelf } from "./storage/shelf";
import { Store } from "./store";
import type { Settings } from "./types";

export type View =
  | { name: "home" }
  | { name: "conversation"; key: string }
  | { name: "article"; id: number; back: View };

export interface WidgetState {
  view: View;
  settings: Settings | null;
  shown: boolean;
  /** Grows when the kept conversations changed. */
  edition: number;
}

const LAST_VIEW = "view";

export class Widget {
  readonly store: Store<WidgetState>;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  private readonly shelf: Shelf;
  private live: LiveConversation | null = null;
  private page: PageFacts = { url: "", title: "", locale: "" };
  private jwt: string | null = null;

  constructor(private readonly border: PageBorder) {
    this.shelf = openShelf(border.site);
    this.conversations = new Conversations(this.shelf);
    this.outbox = new Outbox(this.shelf);
    const view = this.lastView();
    this.store = new Store<WidgetState>({ view, settings: null, shown: false, edition: 0 });
    const newest = this.conversations.begun()[0];
    if (view.name === "conversation") this.follow(view.key);
    else if (newest && newest.floor !== "resolved") this.follow(newest.key);
  }

  start(): void {
    this.border.listen({
      page: (page) => (this.page = page),
      identity: ({ jwt }) => this.become(jwt),
      shown: ({ open }) => this.store.set({ shown: open }),
    });
    addEventListener("storage", () => this.anotherTabChanged());
    this.border.tell("ready", {});
    this.changed();
  }

  takeSettings(settings: Settings): void {
    this.store.set({ settings });
    this.border.tell("appearance", { accent: settings.accent, company: settings.company });
  }

  show(view: View): void {
    if (view.name === "conversation") this.follow(view.key);
    this.shelf.put(LAST_VIEW, view);
    this.store.set({ view });
  }

  /** Starts a conversation, with a question carried over from the search box. */
  begin(question = ""): void {
    const { key } = this.conversations.blank();
    if (question) this.conversations.keepDraft(key, question);
    this.show({ name: "conversation", key });
  }

  close(): void {
    this.border.tell("close", {});
  }

  follow(key: string): LiveConversation {
    if (this.live?.key === key) return this.live;
    this.live?.leave();
    this.live = new LiveConversation(key, {
      conversations: this.conversations,
      outbox: this.outbox,
      start: () => this.startAtHelpdesk(),
      changed: () => this.changed(),
    });
    return this.live;
  }

  private async startAtHelpdesk(): Promise<Ticket> {
    try {
      return await startConversation(this.jwt, this.page);
    } catch (fault) {
      if (!(fault instanceof Refused) || this.jwt === null) throw fault;
      // Better an anonymous conversation than none because of a site's expired token.
      return startConversation(null, this.page);
    }
  }

  private lastView(): View {
    const view = this.shelf.get<View>(LAST_VIEW, { name: "home" });
    if (view.name !== "conversation") return { name: "home" };
    const kept = this.conversations.get(view.key);
    return kept && kept.floor !== "resolved" ? view : { name: "home" };
  }

  private become(jwt: string | null): void {
    if (jwt === this.jwt) return;
    this.jwt = jwt;
    const ticket = this.live?.kept()?.ticket;
    // A refused identity leaves the customer anonymous; the helpdesk says so where it matters.
    if (jwt && ticket) identify(ticket, jwt).catch(() => undefined);
  }

  private changed(): void {
    const begun = this.conversations.begun();
    const count = begun.reduce((sum, kept) => sum + kept.unread, 0);
    this.border.tell("unread", { count });
    this.border.tell("talking", { active: begun.some((kept) => kept.floor !== "resolved") });
    this.store.set({ edition: this.store.get().edition + 1 });
  }

  private anotherTabChanged(): void {
    this.live?.readOutbox();
    this.changed();
  }
}
