import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ConversationKey } from "../connection/api";
import { Conversations } from "../storage/conversations";
import { openShelf } from "../storage/shelf";
import { Access, type Doorkeeper } from "./access";

const conversations = new Conversations(openShelf("https://shop.example"));
const lost = vi.fn();
let jwt: string | null;
let key: string;
let answers: (() => Response | Promise<Response>)[];
let asked: string[];

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  lost.mockReset();
  [jwt, answers, asked] = [null, [], []];
  key = conversations.blank().key;
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    asked.push(`${path.split("/").at(-1)} ${String(init.body)}`);
    return (answers.shift() ?? (() => Response.json({})))();
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = () => vi.advanceTimersByTimeAsync(1);

/** A conversation with a ticket that is renewed in a minute and ends in two. */
function access(): Access {
  const now = Date.now();
  const ticket: ConversationKey = {
    id: "c",
    token: "old",
    renewAt: now + 60_000,
    endsAt: now + 120_000,
  };
  conversations.change(key, { ticket });
  const door: Doorkeeper = {
    conversations,
    start: () => Promise.resolve(ticket),
    jwt: () => jwt,
    lost,
  };
  return new Access(key, door, () => undefined);
}

it("renews a token that is half over, once, and keeps the fresh one", async () => {
  const mine = access();
  expect(mine.kept()?.token).toBe("old");
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(60_000);
  answers = [() => Response.json({ token: "fresh", expires_in: 120 })];
  expect([mine.kept()?.token, mine.kept()?.token]).toEqual(["old", "old"]);
  await settle();
  expect(asked).toEqual(["token {}"]);
  expect(mine.kept()?.token).toBe("fresh");
});

it("goes on with the old token while a fresh one cannot be had", async () => {
  const mine = access();
  vi.advanceTimersByTime(60_000);
  answers = [() => Promise.reject(new TypeError("offline"))];
  mine.kept();
  await settle();
  answers = [() => Response.json({ token: "fresh", expires_in: 120 })];
  expect(mine.kept()?.token).toBe("old");
  await settle();
  expect(mine.kept()?.token).toBe("fresh");
});

it("takes the token that another tab renewed", () => {
  const mine = access();
  const ticket = { ...mine.kept()!, token: "fresh" };
  conversations.change(key, { ticket });
  expect(mine.kept()?.token).toBe("fresh");
});

it("shows each of the site's tokens once, and a good one again after a while", async () => {
  const mine = access();
  await mine.prove();
  expect(asked).toEqual([]);
  jwt = "first";
  await Promise.all([mine.prove(), mine.prove()]);
  jwt = "second";
  await mine.prove();
  await mine.prove();
  const shown = ["first", "second"].map((token) => `identity {"identity":"${token}"}`);
  expect(asked).toEqual(shown);
  vi.setSystemTime(Date.now() + 15 * 60_000);
  conversations.change(key, { ticket: { ...mine.kept()!, renewAt: 9e15 } });
  asked = [];
  await mine.prove();
  expect(asked.filter((call) => call.startsWith("identity"))).toEqual([shown[1]]);
});

it("shows a token again that may not have arrived, and a refused one not", async () => {
  const mine = access();
  jwt = "expired";
  answers = [
    () => Promise.reject(new TypeError("offline")),
    () => Response.json({ detail: "The identity has expired." }, { status: 401 }),
  ];
  for (let times = 0; times < 4; times++) await mine.prove();
  expect(asked).toHaveLength(2);
  expect(lost).not.toHaveBeenCalled();
});

it("says when the conversation belongs to another customer", async () => {
  const mine = access();
  jwt = "another";
  answers = [() => Response.json({}, { status: 409 })];
  await mine.prove();
  expect(lost).toHaveBeenCalledOnce();
});
