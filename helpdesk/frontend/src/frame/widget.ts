/* The state of the whole widget: which view is shown, which conversation is followed, who the customer is. */
import type { PageFacts, ToFrame } from "../protocol";
import { subjectOf } from "../subject";
import type { Language } from "../languages";
import { LiveConversation } from "./conversation/live";
import { language, speak } from "./language/current";
import type { PageBorder } from "./page-border";
import { Person } from "./person";
import type { Conversations } from "./storage/conversations";
import { forgetCustomers, forgetUnowned, keptCustomer } from "./storage/shelf";
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
  language: Language;
  /** Grows when the kept conversations changed. */
  edition: number;
  /** What the page of the website is called that the widget is opened on. */
  pageTitle: string;
}

const LAST_VIEW = "view";
const HOME: View = { name: "home" };

export class Widget {
  readonly store = new Store<WidgetState>({
    view: HOME,
    settings: null,
    shown: false,
    language: language(),
    pageTitle: "",
    edition: 0,
  });
  private person: Person;
  /** What the page said last about who is signed in; nothing is followed before it did. */
  private told: ToFrame["identity"] | null = null;
  private live: LiveConversation | null = null;
  private page: PageFacts = { url: "", title: "", locale: "" };

  constructor(private readonly border: PageBorder) {
    forgetUnowned(border.site);
    this.person = new Person(border.site);
  }

  get conversations(): Conversations {
    return this.person.conversations;
  }

  start(): void {
    this.border.listen({
      page: (page) => this.enter(page),
      identity: (told) => this.become(told),
      shown: ({ open }) => this.store.set({ shown: open }),
    });
    addEventListener("storage", () => this.anotherTabChanged());
    this.border.tell("ready", {});
  }

  takeSettings(settings: Settings): void {
    this.store.set({ settings });
    this.border.tell("appearance", { accent: settings.accent, company: settings.company });
  }

  show(view: View): void {
    if (view.name === "conversation") this.follow(view.key);
    this.person.shelf.put(LAST_VIEW, view);
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
    const { person } = this;
    this.live = new LiveConversation(key, {
      conversations: person.conversations,
      outbox: person.outbox,
      start: () => person.start(this.page),
      jwt: () => person.jwt,
      lost: () => this.lose(key),
      changed: () => this.changed(),
    });
    return this.live;
  }

  /** The page says what it is, and with that in which language the customer reads. */
  private enter(page: PageFacts): void {
    this.page = page;
    this.store.set({ language: speak(page.locale), pageTitle: page.title });
  }

  /** The page says who is signed in: at first, when that changes, and again whenever it likes. */
  private become(told: ToFrame["identity"]): void {
    const before = this.told;
    if (before?.jwt === told.jwt && before.signedOut === told.signedOut) return;
    this.told = told;
    const subject = subjectOf(told.jwt);
    const changed = subject !== this.person.subject;
    if (subject !== null || told.signedOut) forgetCustomers(this.border.site, subject);
    if (changed && this.person.subject !== null) this.seat(new Person(this.border.site, subject));
    else if (subject !== null && changed) this.person.signIn(subject);
    this.person.jwt = subject === null ? null : told.jwt;
    if (changed || !before) this.resume();
    else this.changed();
    this.live?.prove();
  }

  /** Somebody else sits here now, and sees nothing of whoever did before. */
  private seat(person: Person): void {
    this.live?.leave();
    this.live = null;
    this.person = person;
    this.store.set({ view: HOME });
  }

  /** Goes on with what this person last looked at, or listens to what is not resolved yet. */
  private resume(): void {
    if (this.store.get().view.name === "home") this.store.set({ view: this.lastView() });
    const { view } = this.store.get();
    const newest = this.conversations.begun()[0];
    if (view.name === "conversation") this.follow(view.key);
    else if (newest && newest.floor !== "resolved") this.follow(newest.key);
    this.changed();
  }

  private lastView(): View {
    const view = this.person.shelf.get<View>(LAST_VIEW, HOME);
    if (view.name !== "conversation") return HOME;
    const kept = this.conversations.get(view.key);
    return kept && kept.floor !== "resolved" ? view : HOME;
  }

  /** The conversation belongs to another customer of this site. */
  private lose(key: string): void {
    this.person.forget(key);
    if (this.live?.key === key) this.seat(this.person);
    this.changed();
  }

  private changed(): void {
    const { subject } = this.person;
    const begun = this.conversations.begun();
    const count = begun.reduce((sum, kept) => sum + kept.unread, 0);
    const active = begun.some((kept) => kept.floor !== "resolved");
    this.border.tell("unread", { count });
    this.border.tell("talking", { active, subject });
    this.border.tell("keeping", { subject: keptCustomer(this.border.site) });
    this.store.set({ edition: this.store.get().edition + 1 });
  }

  private anotherTabChanged(): void {
    if (!this.person.isHere) {
      this.seat(new Person(this.border.site));
      return this.resume();
    }
    // What a visitor began went along with the customer they became in another tab.
    if (this.live && !this.live.kept()) this.seat(this.person);
    this.live?.readOutbox();
    if (this.told) this.changed();
  }
}
