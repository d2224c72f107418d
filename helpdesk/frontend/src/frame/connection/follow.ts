/* Keeps one conversation up to date: catch up, stream, and both again after every break. */
import type { History } from "../types";
import { fetchHistory, type ConversationKey } from "./api";
import { delayAfter, pause } from "./backoff";
import { readEvents, type StreamListener } from "./event-stream";
import { Refused } from "./http";

/** Where a proxy forbids streams, asking again this often stands in for one. */
const POLL = 4_000;
/** An answer as long as this may be only the first page of what was missed. */
const FULL_PAGE = 50;

export type Line = "connecting" | "live" | "polling" | "offline";

export interface FollowListener extends StreamListener {
  caughtUp(history: History): void;
  line(state: Line): void;
  /** The helpdesk will not show this conversation; trying again is no use. */
  refused(sentence: string): void;
  lastId(): number;
}

async function catchUp(ticket: ConversationKey, listener: FollowListener): Promise<void> {
  for (;;) {
    const history = await fetchHistory(ticket, listener.lastId());
    listener.caughtUp(history);
    if (history.messages.length < FULL_PAGE) return;
  }
}

/** One round; tells whether the helpdesk could be reached at all. */
async function round(
  tickets: () => ConversationKey,
  listener: FollowListener,
  signal: AbortSignal,
): Promise<boolean> {
  let reached = false;
  try {
    await catchUp(tickets(), listener);
    reached = true;
    if (!signal.aborted) await readEvents(tickets(), listener.lastId(), { signal, listener });
  } catch (fault) {
    if (fault instanceof Refused && !reached) throw fault;
  }
  return reached;
}

/** `tickets` is asked before every call, because a ticket may have been renewed meanwhile. */
export async function follow(
  tickets: () => ConversationKey,
  listener: FollowListener,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  listener.line("connecting");
  while (!signal.aborted) {
    try {
      const reached = await round(tickets, listener, signal);
      if (signal.aborted) return;
      failures = reached ? 0 : failures + 1;
      listener.line(reached ? "polling" : "offline");
      await pause(reached ? Math.min(delayAfter(1), POLL) : delayAfter(failures), signal);
    } catch (fault) {
      return listener.refused((fault as Refused).message);
    }
  }
}
