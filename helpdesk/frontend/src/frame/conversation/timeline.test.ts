import { describe, expect, it } from "vitest";
import type { Outgoing } from "../storage/outbox";
import type { Message } from "../types";
import { accepted, lastId, merge, offersOf, rowsOf, unsent } from "./timeline";

function message(id: number, more: Partial<Message> = {}): Message {
  return {
    id,
    author: "bot",
    author_name: "Bot",
    text: `Message ${id}`,
    buttons: [],
    sources: [],
    rateable: false,
    helpful: null,
    comment: null,
    confidence: null,
    client_id: null,
    created_at: "2026-03-10T12:00:00Z",
    ...more,
  };
}

const waiting: Outgoing = {
  clientId: "abc",
  conversation: "k",
  said: { payload: "/yes" },
  shown: "Yes",
  writtenAt: "2026-03-10T12:00:00Z",
  refusal: null,
};

describe("merge", () => {
  it("orders by id and shows a repeated message once, in its latest copy", () => {
    const merged = merge([message(3), message(1)], [message(2), message(3, { helpful: true })]);
    expect(merged.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(merged[2]!.helpful).toBe(true);
    expect(lastId(merged)).toBe(3);
  });
});

describe("unsent", () => {
  it("drops an entry whose message came back by stream before the answer to sending it", () => {
    expect(unsent([waiting], [message(1)])).toEqual([waiting]);
    expect(unsent([waiting], [message(2, { client_id: "abc" })])).toEqual([]);
  });

  it("shows an accepted message under its id until the real one replaces it", () => {
    const stand = accepted(waiting, 9);
    expect(stand).toMatchObject({ id: 9, author: "customer", text: "Yes", client_id: "abc" });
    expect(merge([stand], [message(9, { author: "customer", text: "Yes" })])).toHaveLength(1);
  });
});

describe("offersOf", () => {
  const asked = message(1, {
    buttons: [
      { title: "Yes", payload: "/yes" },
      { title: "No", payload: "/no" },
    ],
  });

  it("keeps buttons open until the customer says something", () => {
    expect(offersOf(asked, [asked, message(2)], []).map((offer) => offer.enabled)).toEqual([
      true,
      true,
    ]);
  });

  it("closes them and marks the chosen one, even before it was sent", () => {
    const reply = message(2, { author: "customer", text: "Yes" });
    for (const offers of [
      offersOf(asked, [asked, reply], []),
      offersOf(asked, [asked], [waiting]),
    ]) {
      expect(offers.map(({ chosen, enabled }) => [chosen, enabled])).toEqual([
        [true, false],
        [false, false],
      ]);
    }
  });
});

describe("rowsOf", () => {
  it("separates days and marks where the speaker changes", () => {
    const rows = rowsOf([
      message(1),
      message(2),
      message(3, { author: "agent", author_name: "Mia" }),
      message(4, { author: "agent", author_name: "Mia", created_at: "2026-03-12T12:00:00Z" }),
    ]);
    expect(rows.map((row) => (row.kind === "day" ? "day" : row.first))).toEqual([
      "day",
      true,
      false,
      true,
      "day",
      true,
    ]);
  });
});
