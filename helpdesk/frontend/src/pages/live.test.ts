import { afterEach, expect, it, vi } from "vitest";
import { followStream } from "./live";

class FakeStream extends EventTarget {
  static opened: FakeStream[] = [];

  constructor(readonly address: string) {
    super();
    FakeStream.opened.push(this);
  }
}

afterEach(() => vi.unstubAllGlobals());

it("passes the named events on to the page and says when they are interrupted", () => {
  vi.stubGlobal("EventSource", FakeStream);
  document.body.dataset["live"] = "/console/events";
  document.body.dataset["liveEvents"] = "inbox conversation";
  document.body.dataset["opened"] = "ticket:7";
  document.body.dataset["interrupted"] = "Die Verbindung ist unterbrochen.";
  const heard = vi.fn();
  document.body.addEventListener("live:inbox", heard);
  followStream();
  const [stream] = FakeStream.opened;
  expect(stream!.address).toBe("/console/events?opened=ticket%3A7");
  stream!.dispatchEvent(new MessageEvent("inbox", { data: "3" }));
  expect((heard.mock.calls[0]![0] as CustomEvent).detail).toEqual({ data: "3" });
  stream!.dispatchEvent(new Event("error"));
  const notice = document.querySelector("[role=status]")!;
  expect(notice.textContent).toBe("Die Verbindung ist unterbrochen.");
  stream!.dispatchEvent(new Event("open"));
  expect(notice.textContent).toBe("");
});
