import { render } from "preact";
import { expect, it, vi } from "vitest";
import type { Message } from "../types";
import { Bubble } from "./bubble";

const MESSAGE: Message = {
  id: 7,
  author: "bot",
  author_name: "Assistant",
  text: "Shall I record this as a complaint?",
  buttons: [],
  sources: [],
  rateable: false,
  helpful: null,
  comment: null,
  confidence: null,
  client_id: null,
  created_at: "2026-03-10T12:00:00Z",
};

function drawn(props: Partial<Parameters<typeof Bubble>[0]>): HTMLElement {
  const place = document.createElement("div");
  const rate = () => Promise.resolve(null);
  const defaults = { message: MESSAGE, first: true, offers: [], rate };
  render(<Bubble {...defaults} choose={vi.fn()} openArticle={vi.fn()} {...props} />, place);
  return place;
}

it("says by name and kind who speaks", () => {
  expect(drawn({}).querySelector(".speaker")!.textContent).toBe("AssistantBot");
  const agent = { ...MESSAGE, author: "agent" as const, author_name: "Mia" };
  expect(drawn({ message: agent }).querySelector(".speaker")!.textContent).toBe("MiaPerson");
});

it("shows a change of floor as a quiet line without a bubble", () => {
  const place = drawn({ message: { ...MESSAGE, author: "system", text: "Mia joined" } });
  expect(place.querySelector(".bubble")).toBeNull();
  expect(place.textContent).toBe("Mia joined");
});

it("keeps chosen buttons as history and lets open ones be chosen", () => {
  const choose = vi.fn();
  const yes = { title: "Yes", payload: "/affirm" };
  const open = drawn({ choose, offers: [{ choice: yes, chosen: false, enabled: true }] });
  open.querySelector<HTMLButtonElement>(".chip")!.click();
  expect(choose).toHaveBeenCalledWith(yes);
  const past = drawn({ offers: [{ choice: yes, chosen: true, enabled: false }] });
  expect(past.querySelector<HTMLButtonElement>(".chip")!.disabled).toBe(true);
  expect(past.querySelector(".chip")!.textContent).toBe("Yes (chosen)");
});

it("puts the button of each place to choose below what is said of it, and shows no cards", () => {
  const text = "Which one?\n\n**Returns**\nPack it.\n\n**Refunds**\nFive days.";
  const sources = [{ title: "Returns", url: null, article_id: 3 }];
  const offers = ["Returns", "Refunds", "None of these"].map((title, number) => {
    const payload = number < 2 ? `/ask_knowledge{"step": "12:${number}:"}` : "/deny";
    return { choice: { title, payload }, chosen: number === 1, enabled: false };
  });
  const place = drawn({ message: { ...MESSAGE, text, sources }, offers });
  const buttons = [...place.querySelectorAll(".place")].map((one) => one.textContent);
  expect(buttons).toEqual([
    "ReturnsPack it.This one: Returns",
    "RefundsFive days.This one: Refunds (chosen)",
  ]);
  expect(place.querySelector(".offers")!.textContent).toBe("None of these");
  expect(place.querySelector(".card")).toBeNull();
});

it("opens a source inside the widget, and never a link that is no web address", () => {
  const openArticle = vi.fn();
  const inside = { title: "Returns", url: "/articles/3", article_id: 3 };
  const bad = { title: "Bad", url: "javascript:alert(1)", article_id: null };
  const place = drawn({ openArticle, message: { ...MESSAGE, sources: [inside, bad] } });
  place.querySelector<HTMLButtonElement>("button.card")!.click();
  expect(openArticle).toHaveBeenCalledWith(3);
  expect(place.querySelector("a")).toBeNull();
});
