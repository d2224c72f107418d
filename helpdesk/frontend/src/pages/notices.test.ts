import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { offerTelling, tellOfNotices } from "./notices";

const shown: string[] = [];
let sounds = 0;
let hidden = true;
let newest: object = { id: 4, title: "T-1 is late", address: "/console/notices" };

class FakeNotification extends EventTarget {
  static permission = "granted";
  static requestPermission = vi.fn(async () => FakeNotification.permission);
  constructor(title: string) {
    super();
    shown.push(title);
  }
}

class FakeAudio {
  currentTime = 0;
  constructor() {
    sounds += 1;
  }
  createGain = () => ({
    connect: () => undefined,
    gain: { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined },
  });
  createOscillator = () => ({
    frequency: { value: 0 },
    connect: () => undefined,
    start: () => undefined,
    stop: () => undefined,
  });
  close = async () => undefined;
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  shown.length = sounds = 0;
  hidden = true;
  newest = { id: 4, title: "T-1 is late", address: "/console/notices" };
  FakeNotification.permission = "granted";
  FakeNotification.requestPermission.mockClear();
  vi.stubGlobal("Notification", FakeNotification);
  vi.stubGlobal("AudioContext", FakeAudio);
  vi.stubGlobal("fetch", async () => ({ ok: true, json: async () => newest }));
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
  const locks = { request: (_name: string, run: () => Promise<void>) => run() };
  Object.defineProperty(navigator, "locks", { value: locks, configurable: true });
  const body = document.createElement("body");
  body.dataset["newestNotice"] = "/console/notices/newest";
  body.innerHTML =
    '<button data-tell="desktop"></button><button data-tell="sound"></button><p id="notices-blocked"></p>';
  document.body.replaceWith(body);
  offerTelling(body);
  tellOfNotices();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function press(way: string): Promise<void> {
  document.querySelector<HTMLElement>(`[data-tell=${way}]`)!.click();
  await vi.advanceTimersByTimeAsync(0);
}

async function hear(): Promise<void> {
  document.body.dispatchEvent(new CustomEvent("live:notice"));
  await vi.advanceTimersByTimeAsync(2000);
}

it("asks for nothing by itself, and tells nobody who did not ask", async () => {
  await hear();
  expect(FakeNotification.requestPermission).not.toHaveBeenCalled();
  expect([shown, sounds]).toEqual([[], 0]);
});

it("tells of each notice once, while nobody looks", async () => {
  await press("desktop");
  await press("sound");
  expect(sounds).toBe(1); // as an example
  await hear();
  await hear();
  expect([shown, sounds]).toEqual([["T-1 is late"], 2]);
});

it("is silent where the page is looked at, in this tab or another", async () => {
  await press("desktop");
  hidden = false;
  await hear();
  hidden = true;
  localStorage.setItem("heed-notice-looked-at", String(Date.now() + 500));
  await hear();
  expect(shown).toEqual([]);
});

it("has nothing to tell once everything is read", async () => {
  await press("desktop");
  newest = {};
  await hear();
  expect(shown).toEqual([]);
});

it("says so where the browser does not allow it, and is turned off again by the same button", async () => {
  FakeNotification.permission = "denied";
  await press("desktop");
  expect(document.getElementById("notices-blocked")!.textContent).toContain("browser");
  FakeNotification.permission = "granted";
  await press("desktop");
  const button = document.querySelector("[data-tell=desktop]")!;
  expect(button.getAttribute("aria-pressed")).toBe("true");
  await press("desktop");
  expect(button.getAttribute("aria-pressed")).toBe("false");
});
