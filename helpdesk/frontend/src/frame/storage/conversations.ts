/* The customer's conversations on this website and device: ids, tokens, drafts and what was read. */
import type { ConversationKey } from "../connection/api";
import type { Floor, Message } from "../types";
import { newId } from "../../new-id";
import type { Shelf } from "./shelf";

export interface Kept {
  /** Made here, because the helpdesk's id does not exist before the first message gets through. */
  key: string;
  ticket: ConversationKey | null;
  title: string;
  preview: string;
  floor: Floor;
  updatedAt: string;
  /** The newest message that the customer has seen. */
  readId: number;
  unread: number;
  score: number | null;
  /** The customer would rather not say where to reach them. */
  contactSkipped?: boolean;
}

const LIST = "conversations";
const TITLE_LENGTH = 80;
/** A shorter first message, such as "hi" or "hello there", does not say what it is about. */
const TELLING = 15;

/** The first message that tells what the conversation is about; until there is one, the first. */
function titleOf(title: string, line: string): string {
  return title === "" || (title.length < TELLING && line.length >= TELLING) ? line : title;
}

export class Conversations {
  constructor(private readonly shelf: Shelf) {}

  all(): Kept[] {
    return this.shelf.get<Kept[]>(LIST, []);
  }

  /** Those in which something was said, the latest first. */
  begun(): Kept[] {
    const begun = this.all().filter((kept) => kept.title !== "" || kept.ticket !== null);
    return begun.sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
  }

  get(key: string): Kept | undefined {
    return this.all().find((kept) => kept.key === key);
  }

  /** An empty conversation: the one left unused, with its draft, before a new one. */
  blank(): Kept {
    const unused = this.all().find((kept) => kept.title === "" && kept.ticket === null);
    return unused ?? this.add();
  }

  /** What was dropped meanwhile, by this tab or another, is not brought back. */
  change(key: string, news: Partial<Kept>): void {
    if (!this.get(key)) return;
    const changed = this.all().map((kept) => (kept.key === key ? { ...kept, ...news } : kept));
    this.shelf.put(LIST, changed);
  }

  note(key: string, message: Pick<Message, "text" | "created_at" | "author">): void {
    const before = this.get(key)?.title ?? "";
    const line = message.text.replace(/\s+/g, " ").slice(0, TITLE_LENGTH);
    const title = message.author === "customer" ? titleOf(before, line) : before;
    this.change(key, { title, preview: line, updatedAt: message.created_at });
  }

  forget(key: string): void {
    const left = this.all().filter((kept) => kept.key !== key);
    this.shelf.put(LIST, left);
    this.keepDraft(key, "");
  }

  /** Those whose token came to its end: nobody can open them any more. */
  ended(): Kept[] {
    return this.all().filter(({ ticket }) => ticket !== null && ticket.endsAt <= Date.now());
  }

  draft(key: string): string {
    return this.shelf.get(`draft:${key}`, "");
  }

  keepDraft(key: string, text: string): void {
    if (text) this.shelf.put(`draft:${key}`, text);
    else this.shelf.drop(`draft:${key}`);
  }

  private add(): Kept {
    const kept: Kept = {
      key: newId(),
      ticket: null,
      title: "",
      preview: "",
      floor: "bot",
      updatedAt: new Date().toISOString(),
      readId: 0,
      unread: 0,
      score: null,
    };
    this.shelf.put(LIST, [...this.all(), kept]);
    return kept;
  }
}
