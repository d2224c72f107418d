import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { follow, type FollowListener, type Line } from "./follow";

const ticket = () => ({ id: "c", token: "t", renewAt: 0, endsAt: 0 });

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function recorder() {
  const lines: Line[] = [];
  const listener = {
    opened: () => lines.push("live"),
    message: vi.fn(),
    floor: vi.fn(),
    typing: vi.fn(),
    caughtUp: vi.fn(),
    refused: vi.fn(),
    line: (state: Line) => lines.push(state),
    lastId: () => 5,
  } satisfies FollowListener;
  return { lines, listener };
}

function server(answer: (path: string) => Response | null) {
  const fetching = vi.fn((path: string) => {
    const response = answer(path);
    return response ? Promise.resolve(response) : Promise.reject(new TypeError("offline"));
  });
  vi.stubGlobal("fetch", fetching);
  return fetching;
}

it("catches up with what it missed, then streams", async () => {
  const stop = new AbortController();
  const { lines, listener } = recorder();
  const fetching = server((path) =>
    path.endsWith("events") ? new Response("") : Response.json({ floor: "bot", messages: [] }),
  );
  void follow(ticket, listener, stop.signal);
  await vi.advanceTimersByTimeAsync(10);
  stop.abort();
  expect(fetching.mock.calls[0]![0]).toContain("messages?after=5");
  expect(fetching.mock.calls[1]![0]).toContain("events");
  expect(lines).toEqual(["connecting", "live", "polling"]);
});

it("reads on while the helpdesk hands out whole pages of missed messages", async () => {
  const stop = new AbortController();
  const { listener } = recorder();
  const pages = [50, 50, 7].map((length) => Array.from({ length }, (_, id) => ({ id })));
  server((path) =>
    path.endsWith("events")
      ? new Response("")
      : Response.json({ floor: "bot", messages: pages.shift() ?? [] }),
  );
  void follow(ticket, listener, stop.signal);
  await vi.advanceTimersByTimeAsync(10);
  stop.abort();
  expect(listener.caughtUp).toHaveBeenCalledTimes(3);
});

it("keeps asking for messages where streams are refused", async () => {
  const stop = new AbortController();
  const { lines, listener } = recorder();
  server((path) =>
    path.endsWith("events")
      ? new Response("{}", { status: 403 })
      : Response.json({ floor: "bot", messages: [] }),
  );
  void follow(ticket, listener, stop.signal);
  await vi.advanceTimersByTimeAsync(6_000);
  stop.abort();
  expect(listener.caughtUp.mock.calls.length).toBeGreaterThanOrEqual(3);
  expect(listener.refused).not.toHaveBeenCalled();
  expect(new Set(lines)).toEqual(new Set(["connecting", "polling"]));
});

it("says that it is offline and returns at once when the network does", async () => {
  let online = false;
  const stop = new AbortController();
  const { lines, listener } = recorder();
  server(() => (online ? Response.json({ floor: "bot", messages: [] }) : null));
  void follow(ticket, listener, stop.signal);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lines.at(-1)).toBe("offline");
  online = true;
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(10);
  stop.abort();
  expect(listener.caughtUp).toHaveBeenCalled();
});

it("gives up on a conversation that the helpdesk refuses to show", async () => {
  const { listener } = recorder();
  server(() => Response.json({ detail: "This link has expired." }, { status: 401 }));
  await follow(ticket, listener, new AbortController().signal);
  expect(listener.refused).toHaveBeenCalledWith("This link has expired.");
});
