import { beforeEach, expect, it } from "vitest";
import { openShelf } from "./shelf";

beforeEach(() => localStorage.clear());

it("keeps websites apart", () => {
  openShelf("https://a.example").put("draft", "Hello");
  expect(openShelf("https://a.example").get("draft", "")).toBe("Hello");
  expect(openShelf("https://b.example").get("draft", "")).toBe("");
});

it("returns the fallback for something that is not JSON", () => {
  localStorage.setItem("heed:https://a.example:list", "{broken");
  expect(openShelf("https://a.example").get("list", [])).toEqual([]);
});

it("keeps values for this page where storage is forbidden or full", () => {
  const full = { getItem: () => null, removeItem: () => undefined } as unknown as Storage;
  full.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  for (const storage of [null, full]) {
    const shelf = openShelf("https://a.example", storage);
    shelf.put("draft", "Hello");
    expect(shelf.get("draft", "")).toBe("Hello");
    shelf.drop("draft");
    expect(shelf.get("draft", "")).toBe("");
  }
});
