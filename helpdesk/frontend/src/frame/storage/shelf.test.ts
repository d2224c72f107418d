import { beforeEach, expect, it } from "vitest";
import { forgetCustomers, forgetUnowned, keptCustomer, openShelf } from "./shelf";

const SITE = "https://a.example";

beforeEach(() => localStorage.clear());

it("keeps websites apart, also where one's address begins like another's", () => {
  openShelf(SITE, "ana").put("draft", "Hello");
  expect(openShelf(SITE, "ana").get("draft", "")).toBe("Hello");
  expect(openShelf("https://b.example", "ana").get("draft", "")).toBe("");
  openShelf(`${SITE}:8443`, "ana").put("draft", "Hello");
  forgetCustomers(SITE, null);
  expect(openShelf(`${SITE}:8443`, "ana").get("draft", "")).toBe("Hello");
});

it("keeps customers apart, from each other and from a visitor", () => {
  for (const [customer, words] of [
    ["ana", "Ana's"],
    ["ana%2Fb", "another's"],
    ["visitor", "a third's"],
  ] as const) {
    openShelf(SITE, customer).put("draft", words);
  }
  expect(openShelf(SITE).get("draft", "")).toBe("");
  expect(openShelf(SITE, "ana").get("draft", "")).toBe("Ana's");
  expect(openShelf(SITE, "ana%2Fb").get("draft", "")).toBe("another's");
});

it("forgets every customer but one, and no visitor", () => {
  openShelf(SITE).put("draft", "a visitor's");
  for (const customer of ["ana", "an", "ana%2Fb"]) openShelf(SITE, customer).put("draft", "x");
  forgetCustomers(SITE, "ana");
  expect(keptCustomer(SITE)).toBe("ana");
  expect(Object.keys(localStorage).sort()).toEqual([
    `heed:${SITE}/customer/ana/draft`,
    `heed:${SITE}/visitor/draft`,
  ]);
  forgetCustomers(SITE, null);
  expect(keptCustomer(SITE)).toBeNull();
  expect(openShelf(SITE).get("draft", "")).toBe("a visitor's");
});

it("gives a visitor's things to the customer they turn out to be", () => {
  openShelf(SITE, "ana").put("list", [3]);
  openShelf(SITE, "ana").put("view", "old");
  const shelf = openShelf(SITE);
  shelf.put("list", [1, 2]);
  shelf.put("view", "new");
  shelf.handTo("ana");
  expect([shelf.get("list", []), shelf.get("view", "")]).toEqual([[1, 2, 3], "new"]);
  expect(openShelf(SITE, "ana").get("list", [])).toEqual([1, 2, 3]);
  expect(openShelf(SITE).get("list", [])).toEqual([]);
});

it("drops what was kept before customers were told apart", () => {
  const old = ["conversations", "outbox", "view", "draft:1"].map((name) => `heed:${SITE}:${name}`);
  for (const key of [...old, `heed:${SITE}:8443:view`]) localStorage.setItem(key, "{}");
  openShelf(SITE).put("view", {});
  forgetUnowned(SITE);
  expect(Object.keys(localStorage)).toEqual([
    `heed:${SITE}:8443:view`,
    `heed:${SITE}/visitor/view`,
  ]);
});

it("returns the fallback for something that is not JSON", () => {
  localStorage.setItem(`heed:${SITE}/visitor/list`, "{broken");
  expect(openShelf(SITE).get("list", [])).toEqual([]);
});

it("keeps values for this page where storage is forbidden or full", () => {
  const full = { getItem: () => null, removeItem: () => undefined } as unknown as Storage;
  full.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  for (const storage of [null, full]) {
    const shelf = openShelf(SITE, null, storage);
    shelf.put("draft", "Hello");
    shelf.handTo("ana");
    expect(shelf.get("draft", "")).toBe("Hello");
    shelf.drop("draft");
    expect(shelf.get("draft", "")).toBe("");
  }
});
