/* The widget API of the helpdesk, one function for each thing that a customer can do. */
import type { PageFacts } from "../../protocol";
import type { Article, ArticleHit, FloorState, History, Settings } from "../types";
import { request } from "./http";

const API = "/api/v1";
const SEARCH_RESULTS = 5;
/** More of what a page says about itself the helpdesk does not take. */
const LONGEST = { url: 2000, title: 300, locale: 20 };

/** What opens one conversation: its id and the bearer token for it, by this browser's clock. */
export interface ConversationKey {
  id: string;
  token: string;
  renewAt: number;
  endsAt: number;
}

/** The token as the helpdesk hands it out; it ends after so many seconds. */
interface Issued {
  token: string;
  expires_in: number;
}

export type Said = { text: string } | { payload: string };

export function conversationPath(id: string, part: string): string {
  return `${API}/widget/conversations/${encodeURIComponent(id)}/${part}`;
}

function send<Answer>(ticket: ConversationKey, part: string, body: unknown): Promise<Answer> {
  const path = conversationPath(ticket.id, part);
  return request<Answer>(path, { method: "POST", body, token: ticket.token });
}

function ticketOf(id: string, { token, expires_in }: Issued): ConversationKey {
  const [now, lasts] = [Date.now(), expires_in * 1000];
  return { id, token, renewAt: now + lasts / 2, endsAt: now + lasts };
}

export function fetchSettings(): Promise<Settings> {
  return request(`${API}/widget/settings`);
}

export async function startConversation(
  identity: string | null,
  page: PageFacts,
): Promise<ConversationKey> {
  const { url, title, locale } = page;
  const clipped = {
    url: url.slice(0, LONGEST.url),
    title: title.slice(0, LONGEST.title),
    locale: locale.slice(0, LONGEST.locale),
  };
  const started = await request<{ conversation_id: string } & Issued>(
    `${API}/widget/conversations`,
    { method: "POST", body: { identity, page: clipped } },
  );
  return ticketOf(started.conversation_id, started);
}

/** The same conversation with a token that lasts longer. */
export async function renew(ticket: ConversationKey): Promise<ConversationKey> {
  return ticketOf(ticket.id, await send<Issued>(ticket, "token", {}));
}

export async function sendMessage(
  ticket: ConversationKey,
  said: Said,
  clientId: string,
): Promise<number> {
  const body = { ...said, client_id: clientId };
  return (await send<{ id: number }>(ticket, "messages", body)).id;
}

export function fetchHistory(ticket: ConversationKey, after: number): Promise<History> {
  const path = `${conversationPath(ticket.id, "messages")}?after=${after}`;
  return request(path, { token: ticket.token });
}

export function askForPerson(ticket: ConversationKey): Promise<FloorState> {
  return send(ticket, "handoff", {});
}

export function leaveContact(ticket: ConversationKey, contact: string): Promise<FloorState> {
  return send(ticket, "contact", { contact });
}

export function identify(ticket: ConversationKey, identity: string): Promise<unknown> {
  return send(ticket, "identity", { identity });
}

interface Rating {
  helpful: boolean;
  comment: string | null;
}

/** All that is kept of the customer's words so far. */
type Kept = Pick<Rating, "comment">;

export function rateMessage(
  ticket: ConversationKey,
  messageId: number,
  rating: Rating,
): Promise<Kept> {
  return send(ticket, `messages/${messageId}/rating`, rating);
}

export function rateConversation(
  ticket: ConversationKey,
  rating: { score: number; comment: string | null },
): Promise<unknown> {
  return send(ticket, "satisfaction", rating);
}

export async function searchArticles(query: string): Promise<ArticleHit[]> {
  const wanted = new URLSearchParams({ q: query, limit: String(SEARCH_RESULTS) });
  return (await request<{ results: ArticleHit[] }>(`${API}/articles/search?${wanted}`)).results;
}

export function fetchArticle(id: number): Promise<Article> {
  return request(`${API}/articles/${id}`);
}

/** The same `clientId` again adds words to the same rating. */
export function rateArticle(id: number, clientId: string, rating: Rating): Promise<Kept> {
  const body = { ...rating, client_id: clientId };
  return request(`${API}/articles/${id}/rating`, { method: "POST", body });
}
