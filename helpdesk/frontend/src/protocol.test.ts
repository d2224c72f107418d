import { describe, expect, it, vi } from "vitest";
import { originOf, post, read, type ToPage } from "./protocol";

const frame = {} as Window;
const peer = { window: frame, origin: "https://help.example" };
const unread = { heed: "unread", body: { count: 2 } };

describe("read", () => {
  it("takes a message of the expected window and origin", () => {
    const event = { source: frame, origin: "https://help.example", data: unread };
    expect(read<ToPage>(event, peer)).toEqual(unread);
  });

  it.each([
    ["another window", { source: {} as Window, origin: "https://help.example", data: unread }],
    ["another origin", { source: frame, origin: "https://evil.example", data: unread }],
    [
      "an origin that only begins alike",
      { source: frame, origin: "https://help.example.evil", data: unread },
    ],
    ["no source", { source: null, origin: "https://help.example", data: unread }],
    ["text", { source: frame, origin: "https://help.example", data: "heed" }],
    [
      "a message without a body",
      { source: frame, origin: "https://help.example", data: { heed: "close" } },
    ],
  ])("refuses %s", (_, event) => {
    expect(read<ToPage>(event, peer)).toBeNull();
  });

  it("refuses everything while the frame does not exist", () => {
    const event = { source: null, origin: "https://help.example", data: unread };
    expect(read<ToPage>(event, { ...peer, window: null })).toBeNull();
  });
});

describe("post", () => {
  it("names the origin it sends to", () => {
    const postMessage = vi.fn();
    const window = { postMessage } as unknown as Window;
    post<ToPage, "unread">({ window, origin: "https://shop.example" }, "unread", { count: 1 });
    expect(postMessage).toHaveBeenCalledWith(
      { heed: "unread", body: { count: 1 } },
      "https://shop.example",
    );
  });
});

describe("originOf", () => {
  it("keeps the origin of a web address and refuses the rest", () => {
    expect(originOf("https://shop.example/cart?x=1")).toBe("https://shop.example");
    for (const other of ["*", "null", "javascript:alert(1)", "data:text/html,x", "", null]) {
      expect(originOf(other)).toBeNull();
    }
  });
});
