import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startWidget, type Heed } from "./widget";

const HELPDESK = "https://help.example";
let heed: Heed;

beforeEach(() => {
  document.body.innerHTML = "";
  localStorage.clear();
  heed = startWidget({
    helpdesk: HELPDESK,
    frameAddress: "about:blank",
    accent: null,
    label: "Open help chat",
    identity: null,
  });
});

afterEach(() => vi.restoreAllMocks());

function parts() {
  const root = document.getElementById("heed-widget")!.shadowRoot!;
  return { button: root.querySelector("button")!, iframe: root.querySelector("iframe") };
}

function frameSays(name: string, body: object, origin = HELPDESK): void {
  const source = parts().iframe!.contentWindow;
  window.dispatchEvent(new MessageEvent("message", { data: { heed: name, body }, origin, source }));
}

it("makes the frame on first open and not before", () => {
  expect(parts().iframe).toBeNull();
  heed.open();
  expect(parts().iframe!.hidden).toBe(false);
});

it("closes when the frame asks and gives the focus back to the launcher", () => {
  heed.open();
  frameSays("close", {});
  expect(parts().iframe!.hidden).toBe(true);
  expect(parts().button.getRootNode()).toBe(document.getElementById("heed-widget")!.shadowRoot);
  expect(document.getElementById("heed-widget")!.shadowRoot!.activeElement).toBe(parts().button);
});

it("does not listen to another origin in the same window", () => {
  heed.open();
  frameSays("close", {}, "https://evil.example");
  expect(parts().iframe!.hidden).toBe(false);
});

it("tells page, identity and state to the helpdesk's origin once the frame is ready", () => {
  heed.open();
  const said = vi.spyOn(parts().iframe!.contentWindow!, "postMessage").mockReturnValue(undefined);
  heed.identify("early.token");
  expect(said).not.toHaveBeenCalled();
  frameSays("ready", {});
  const names = said.mock.calls.map(([message]) => (message as { heed: string }).heed);
  expect(names).toEqual(["page", "identity", "shown"]);
  expect(said.mock.calls.every(([, origin]) => (origin as unknown) === HELPDESK)).toBe(true);
  expect(said.mock.calls[1]![0]).toMatchObject({ body: { jwt: "early.token" } });
});

it("remembers a conversation and then listens at once on the next page", () => {
  heed.open();
  frameSays("talking", { active: true });
  document.body.innerHTML = "";
  startWidget({
    helpdesk: HELPDESK,
    frameAddress: "about:blank",
    accent: null,
    label: "Open help chat",
    identity: null,
  });
  expect(parts().iframe!.hidden).toBe(true);
});
