import { beforeEach, expect, it } from "vitest";
import type { ConversationKey } from "../connection/api";
import { Conversations } from "./conversations";
import { openShelf } from "./shelf";

beforeEach(() => localStorage.clear());

function reopened(): Conversations {
  return new Conversations(openShelf("https://a.example"));
}

function ticket(endsAt = Date.now() + 1000): ConversationKey {
  return { id: "c1", token: "secret", renewAt: endsAt, endsAt };
}

it("finds a conversation and its token again after the tab was closed", () => {
  const { key } = reopened().blank();
  reopened().change(key, { ticket: ticket() });
  expect(reopened().begun()).toMatchObject([{ key, ticket: { id: "c1", token: "secret" } }]);
});

it("forgets a conversation with its draft, and does not bring it back", () => {
  const { key } = reopened().blank();
  reopened().keepDraft(key, "My parcel");
  reopened().forget(key);
  reopened().change(key, { ticket: ticket() });
  expect([reopened().all(), reopened().draft(key)]).toEqual([[], ""]);
});

it("names those whose token came to its end", () => {
  const conversations = reopened();
  const old = conversations.blank().key;
  conversations.change(old, { ticket: ticket(Date.now()) });
  conversations.change(conversations.blank().key, { ticket: ticket() });
  conversations.blank();
  expect(conversations.ended().map(({ key }) => key)).toEqual([old]);
});

it("keeps a draft until it is emptied", () => {
  const { key } = reopened().blank();
  reopened().keepDraft(key, "My parcel");
  expect(reopened().draft(key)).toBe("My parcel");
  reopened().keepDraft(key, "");
  expect(reopened().draft(key)).toBe("");
});

it("offers the unused conversation again instead of piling up empty ones", () => {
  const first = reopened().blank();
  expect(reopened().blank().key).toBe(first.key);
  expect(reopened().begun()).toEqual([]);
});

it("names a conversation after the customer's first words and lists the latest first", () => {
  const conversations = reopened();
  const old = conversations.blank().key;
  const said = {
    author: "customer" as const,
    text: "Where is\nmy parcel?",
    created_at: "2026-01-01",
  };
  conversations.note(old, said);
  conversations.note(old, { author: "bot", text: "On its way.", created_at: "2026-01-02" });
  const young = conversations.blank().key;
  conversations.note(young, { author: "customer", text: "Refund", created_at: "2026-01-03" });
  expect(
    reopened()
      .begun()
      .map((kept) => kept.title),
  ).toEqual(["Refund", "Where is my parcel?"]);
  expect(reopened().get(old)?.preview).toBe("On its way.");
});

it("is called by what it is about, and not by a greeting", () => {
  const conversations = reopened();
  const { key } = conversations.blank();
  const says = (text: string, author: "customer" | "bot" = "customer"): string => {
    conversations.note(key, { text, author, created_at: "2026-03-02T10:00:00Z" });
    return reopened().get(key)!.title;
  };
  expect(says("Welcome! How can we help you today?", "bot")).toBe("");
  expect(says("hi")).toBe("hi");
  expect(says("Hello! What is it about?", "bot")).toBe("hi");
  expect(says("where is my parcel?")).toBe("where is my parcel?");
  expect(says("and how long does a refund take?")).toBe("where is my parcel?");
});
