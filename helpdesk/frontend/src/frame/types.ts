/* What the helpdesk's widget API sends, as it is spelled there. */

export type Floor = "bot" | "waiting" | "agent" | "resolved";
export type Author = "customer" | "bot" | "agent" | "system";

export interface Choice {
  title: string;
  payload: string;
}

export interface Source {
  title: string;
  url: string | null;
  article_id: number | null;
  excerpt?: string | null;
}

export interface Message {
  id: number;
  author: Author;
  author_name: string | null;
  text: string;
  buttons: Choice[];
  sources: Source[];
  rateable: boolean;
  helpful: boolean | null;
  /** What the customer said of this answer. */
  comment: string | null;
  client_id: string | null;
  created_at: string;
}

export interface Agent {
  name: string;
}

export interface FloorState {
  floor: Floor;
  agent: Agent | null;
  /** Whether nobody knows where to reach the customer, and a person is to answer. */
  ask_contact: boolean;
}

export interface History extends FloorState {
  messages: Message[];
}

export interface Typing {
  author: "bot" | "agent";
  name: string | null;
}

export interface Settings {
  company: string;
  accent: string;
  hours: string | null;
  people_available: boolean;
}

export interface ArticleHit {
  article_id: number;
  title: string;
  url: string | null;
  passage: string;
}

export interface Article {
  article_id: number;
  title: string;
  html: string;
  url: string | null;
  updated_at: string | null;
  category: string[];
}
