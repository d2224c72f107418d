import { afterEach, expect, it, vi } from "vitest";
import { parserFor, readEvents, type StreamListener } from "./event-stream";

afterEach(() => vi.unstubAllGlobals());

function listener() {
  return {
    opened: vi.fn(),
    message: vi.fn(),
    floor: vi.fn(),
    typing: vi.fn(),
  } satisfies StreamListener;
}

it("reads events cut anywhere, past comments and unknown names", () => {
  const heard = listener();
  const stream =
    ": still here\n\n" +
    'id: 7\nevent: message\ndata: {"id":7,\ndata: "text":"Grüße"}\n\n' +
    'event: floor\ndata: {"floor":"agent","agent":{"name":"Mia"}}\n\n' +
    "event: later\ndata: {}\n\n" +
    'event: typing\ndata: {"author":"bot","name":"Bot"}\n\n';
  const feed = parserFor(heard);
  for (const character of stream) feed(character);
  expect(heard.message.mock.calls).toEqual([[{ id: 7, text: "Grüße" }]]);
  expect(heard.floor.mock.calls).toEqual([[{ floor: "agent", agent: { name: "Mia" } }]]);
  expect(heard.typing).toHaveBeenCalledOnce();
});

it("asks with its token for what came after the last message", async () => {
  const heard = listener();
  const body = 'event: message\ndata: {"id":8}\n\n';
  const fetching = vi.fn((..._: unknown[]) => Promise.resolve(new Response(body)));
  vi.stubGlobal("fetch", fetching);
  const signal = new AbortController().signal;
  await readEvents({ id: "c 1", token: "secret", renewAt: 0, endsAt: 0 }, 7, {
    signal,
    listener: heard,
  });
  const [path, init] = fetching.mock.calls[0] as [string, RequestInit];
  expect(path).toBe("/api/v1/widget/conversations/c%201/events");
  expect(init.headers).toEqual({ Authorization: "Bearer secret", "Last-Event-ID": "7" });
  expect(heard.opened).toHaveBeenCalledOnce();
  expect(heard.message).toHaveBeenCalledWith({ id: 8 });
});

it("throws a refusal instead of reading it as a stream", async () => {
  const refusal = Response.json({ detail: "This conversation is not yours." }, { status: 403 });
  vi.stubGlobal("fetch", () => Promise.resolve(refusal));
  const heard = listener();
  const signal = new AbortController().signal;
  const ticket = { id: "c", token: "x", renewAt: 0, endsAt: 0 };
  await expect(readEvents(ticket, 0, { signal, listener: heard })).rejects.toThrow("not yours");
  expect(heard.opened).not.toHaveBeenCalled();
});
