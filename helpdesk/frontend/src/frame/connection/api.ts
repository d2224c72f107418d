/* The widget API of the helpdesk, one function for each thing that a customer can do. */
import type { PageFacts } from "../../protocol";
import type {
  Accepted,
  AnswerRated,
  Article,
  ArticleRated,
  ArticleThumb,
  Contact,
  ConversationRated,
  FloorState,
  History,
  Hit,
  Hits,
  IdentityProof,
  Issued,
  NewConversation,
  NewMessage,
  Proven,
  Satisfaction,
  Seen,
  Settings,
  Started,
  Thumb,
} from "../types";
import { request } from "./http";

const API = "/api/v1";
const SEARCH_RESULTS = 5;
/** As in the portal: below it the helpdesk itself would name no article. */
const NEAR = 0.05;
/** More of what a page says about itself the helpdesk does not take. */
const LONGEST = { url: 2000, title: 300, locale: 20 };

/** What opens one conversation: its id and the bearer token for it, by this browser's clock. */
export interface ConversationKey {
  id: string;
  token: string;
  renewAt: number;
  endsAt: number;
}

export type Said = { text: string } | { payload: string };

export function conversationPath(id: string, part: string): string {
  return `${API}/widget/conversations/${encodeURIComponent(id)}/${part}`;
}

function send<Answer, Body = object>(
  ticket: ConversationKey,
  part: string,
  body: Body,
): Promise<Answer> {
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
  const body: NewConversation = { identity, page: clipped };
  const started = await request<Started>(`${API}/widget/conversations`, { method: "POST", body });
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
  return (await send<Accepted, NewMessage>(ticket, "messages", body)).id;
}

export function fetchHistory(ticket: ConversationKey, after: number): Promise<History> {
  const path = `${conversationPath(ticket.id, "messages")}?after=${after}`;
  return request(path, { token: ticket.token });
}

export function askForPerson(ticket: ConversationKey): Promise<FloorState> {
  return send(ticket, "handoff", {});
}

/** Whether it arrives changes nothing for whoever writes. */
export async function sayTyping(ticket: ConversationKey): Promise<void> {
  await send<FloorState>(ticket, "typing", {}).catch(() => {});
}

/** The customer has read up to that message; said again with the next one, should it get lost. */
export async function saySeen(ticket: ConversationKey, id: number): Promise<void> {
  await send<FloorState, Seen>(ticket, "seen", { id }).catch(() => {});
}

export function leaveContact(ticket: ConversationKey, contact: string): Promise<FloorState> {
  return send<FloorState, Contact>(ticket, "contact", { contact });
}

export function identify(ticket: ConversationKey, identity: string): Promise<Proven> {
  return send<Proven, IdentityProof>(ticket, "identity", { identity });
}

export function rateMessage(
  ticket: ConversationKey,
  messageId: number,
  rating: Thumb,
): Promise<AnswerRated> {
  return send<AnswerRated, Thumb>(ticket, `messages/${messageId}/rating`, rating);
}

export function rateConversation(
  ticket: ConversationKey,
  rating: Satisfaction,
): Promise<ConversationRated> {
  return send<ConversationRated, Satisfaction>(ticket, "satisfaction", rating);
}

/** Articles for these words, best first; what is nearest to nonsense is none. */
export async function searchArticles(query: string): Promise<Hit[]> {
  const wanted = new URLSearchParams({ q: query, limit: String(SEARCH_RESULTS) });
  const { results } = await request<Hits>(`${API}/articles/search?${wanted}`);
  return results.filter(({ score }) => score >= NEAR);
}

export function fetchArticle(id: number): Promise<Article> {
  return request(`${API}/articles/${id}`);
}

/** The same `clientId` again adds words to the same rating. */
export function rateArticle(id: number, clientId: string, rating: Thumb): Promise<ArticleRated> {
  const body: ArticleThumb = { ...rating, client_id: clientId };
  return request(`${API}/articles/${id}/rating`, { method: "POST", body });
}
