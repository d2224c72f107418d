import { expect, it, vi } from "vitest";
import { pageBorder } from "./page-border";

const parent = { postMessage: vi.fn() } as unknown as Window;
const ADDRESS = "https://help.example/widget/frame?site=https%3A%2F%2Fshop.example";

function heard(origin: string, source: Window): unknown {
  const identity = vi.fn();
  pageBorder(ADDRESS, parent)!.listen({ page: vi.fn(), identity, shown: vi.fn() });
  const data = { heed: "identity", body: { jwt: "a.b.c" } };
  const event = new MessageEvent("message", { data, origin });
  Object.defineProperty(event, "source", { value: source });
  window.dispatchEvent(event);
  return identity.mock.calls[0]?.[0];
}

it("listens only to the site's origin in the window around it", () => {
  expect(heard("https://shop.example", parent)).toEqual({ jwt: "a.b.c" });
  expect(heard("https://evil.example", parent)).toBeUndefined();
  expect(heard("https://shop.example", {} as Window)).toBeUndefined();
});

it("answers to that origin and never to all", () => {
  pageBorder(ADDRESS, parent)!.tell("ready", {});
  expect(parent.postMessage).toHaveBeenCalledWith(
    { heed: "ready", body: {} },
    "https://shop.example",
  );
});

it("does not start without a site", () => {
  for (const site of ["", "*", "null", "javascript:1"]) {
    expect(pageBorder(`https://help.example/widget/frame?site=${site}`, parent)).toBeNull();
  }
});
