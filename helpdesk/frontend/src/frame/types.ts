/* What the widget sends and gets. Written by `make types` from what the helpdesk's routes declare. */

/**
 * Who wrote a message; `system` is the desk itself telling what changed.
 */
export type Author = "customer" | "bot" | "agent" | "system";
/**
 * Who is expected to speak to the customer next.
 */
export type Floor = "bot" | "waiting" | "agent" | "resolved";

/**
 * The message is kept under this id.
 */
export interface Accepted {
  id: number;
}
/**
 * Who answers, as customers call them.
 */
export interface AgentName {
  name: string;
}
/**
 * What is kept of the customer's words about an answer.
 */
export interface AnswerRated {
  comment: string | null;
  message_id: number;
}
/**
 * An article of the help centre, with its text as safe HTML.
 */
export interface Article {
  article_id: number;
  category: string[];
  html: string;
  title: string;
  updated_at: string;
  url: string;
}
/**
 * What is kept of the reader's words about an article.
 */
export interface ArticleRated {
  article_id: number;
  comment: string | null;
}
/**
 * Whether the article helped; the same `client_id` again adds words to the same rating.
 */
export interface ArticleThumb {
  client_id?: string | null;
  comment?: string | null;
  helpful: boolean;
}
/**
 * A button under a message, and what it sends.
 */
export interface Choice {
  payload: string;
  title: string;
}
/**
 * Where an answer reaches the customer.
 */
export interface Contact {
  contact: string;
}
/**
 * What is kept of the customer's words about the whole conversation.
 */
export interface ConversationRated {
  comment: string | null;
  score: number;
}
/**
 * The stream's events by their names, each with what it carries.
 */
export interface Events {
  floor: FloorState;
  message: Message;
  typing: Typing;
}
/**
 * Who has the floor; `ask_contact` where nobody knows how to reach the customer later.
 *
 * `seen` is the newest message that the person who has the conversation has read.
 */
export interface FloorState {
  agent: AgentName | null;
  ask_contact: boolean;
  floor: Floor;
  seen: number;
}
/**
 * Something said; `helpful` and `comment` are what the customer said of an answer.
 */
export interface Message {
  author: Author;
  author_name: string;
  buttons: Choice[];
  client_id: string | null;
  comment: string | null;
  confidence: number | null;
  created_at: string;
  helpful: boolean | null;
  id: number;
  rateable: boolean;
  sources: Source[];
  text: string;
}
/**
 * Where an answer stands: an article, as far as it has an address or is still known.
 */
export interface Source {
  article_id?: number | null;
  excerpt?: string | null;
  title: string;
  url?: string | null;
}
/**
 * Somebody is writing.
 */
export interface Typing {
  author: "bot" | "agent";
  name: string | null;
}
/**
 * What was said after an id.
 */
export interface History {
  agent: AgentName | null;
  ask_contact: boolean;
  floor: Floor;
  messages: Message[];
  seen: number;
}
/**
 * The best passage of an article; the better it fits, the nearer its score is to 1.
 */
export interface Hit {
  article_id: number;
  passage: string;
  score: number;
  title: string;
  url: string;
}
/**
 * What was found, best first.
 */
export interface Hits {
  results: Hit[];
}
/**
 * The signed identity that the company's site hands over.
 */
export interface IdentityProof {
  identity: string;
}
/**
 * The only key to a conversation, and in how many seconds it ends.
 */
export interface Issued {
  expires_in: number;
  token: string;
}
/**
 * A customer opens a conversation, known to the site or not.
 */
export interface NewConversation {
  identity?: string | null;
  page?: Page;
}
/**
 * The page the customer is on.
 */
export interface Page {
  locale?: string;
  title?: string;
  url?: string;
}
/**
 * Typed words or an offered button's payload.
 */
export interface NewMessage {
  client_id: string;
  payload?: string | null;
  text?: string | null;
}
/**
 * A refusal: `detail` is a sentence for a person, `fields` says it of each field.
 */
export interface Problem {
  detail: string;
  fields?: {
    [k: string]: string;
  } | null;
  status: number;
  title: string;
  type: string;
}
/**
 * Whether the conversation is a known customer's now.
 */
export interface Proven {
  verified: boolean;
}
/**
 * How a whole conversation was.
 */
export interface Satisfaction {
  comment?: string | null;
  score: 1 | 2 | 3 | 4 | 5;
}
/**
 * The newest message that the customer has read.
 */
export interface Seen {
  id: number;
}
/**
 * What the widget shows before anything is said.
 */
export interface Settings {
  accent: string;
  company: string;
  hours: string | null;
  logo: string | null;
  people_available: boolean;
}
/**
 * A conversation was opened.
 */
export interface Started {
  conversation_id: string;
  expires_in: number;
  token: string;
}
/**
 * Whether an answer helped.
 */
export interface Thumb {
  comment?: string | null;
  helpful: boolean;
}
