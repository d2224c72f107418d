/* Reads the helpdesk's event stream by fetch, which unlike EventSource can send a token. */
import { createParser } from "eventsource-parser";
import type { Events } from "../types";
import { conversationPath, type ConversationKey } from "./api";
import { check, headersFor } from "./http";

/** The server writes a comment every 15 s; three missing ones mean a dead line. */
const SILENCE = 45_000;

export interface StreamListener {
  opened(): void;
  message(message: Events["message"]): void;
  floor(state: Events["floor"]): void;
  typing(typing: Events["typing"]): void;
}

export function parserFor(listener: StreamListener): (chunk: string) => void {
  const parser = createParser({
    onEvent({ event, data }) {
      if (event === "message") listener.message(JSON.parse(data) as Events["message"]);
      if (event === "floor") listener.floor(JSON.parse(data) as Events["floor"]);
      if (event === "typing") listener.typing(JSON.parse(data) as Events["typing"]);
    },
  });
  return (chunk) => parser.feed(chunk);
}

/** Aborts when nothing was heard for too long; call the result whenever something was. */
function watch(line: AbortController): () => void {
  let timer = setTimeout(() => line.abort(), SILENCE);
  line.signal.addEventListener("abort", () => clearTimeout(timer));
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => line.abort(), SILENCE);
  };
}

async function readAll(response: Response, feed: (chunk: string) => void): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error("This browser cannot read streams.");
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    feed(value);
  }
}

/** Resolves when the server ends the stream and rejects when the line breaks. */
export async function readEvents(
  ticket: ConversationKey,
  lastId: number,
  options: { signal: AbortSignal; listener: StreamListener },
): Promise<void> {
  const line = new AbortController();
  const heard = watch(line);
  const hangUp = () => line.abort();
  options.signal.addEventListener("abort", hangUp);
  try {
    const response = await fetch(conversationPath(ticket.id, "events"), {
      headers: { ...headersFor(ticket.token), "Last-Event-ID": String(lastId) },
      signal: line.signal,
      credentials: "omit",
      cache: "no-store",
    });
    await check(response);
    options.listener.opened();
    const parse = parserFor(options.listener);
    await readAll(response, (chunk) => (heard(), parse(chunk)));
  } finally {
    options.signal.removeEventListener("abort", hangUp);
    line.abort();
  }
}
