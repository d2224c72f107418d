import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { delayAfter, pause } from "./backoff";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("waits longer after each failure, up to half a minute", () => {
  expect([1, 2, 3, 4, 20].map((failures) => delayAfter(failures, 0.5))).toEqual([
    1_000, 2_000, 4_000, 8_000, 30_000,
  ]);
});

it("stops waiting as soon as the network returns", async () => {
  const waited = pause(30_000, new AbortController().signal);
  window.dispatchEvent(new Event("online"));
  await expect(waited).resolves.toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

it("does not wait for a conversation that was left", async () => {
  const left = new AbortController();
  left.abort();
  await pause(30_000, left.signal);
  expect(vi.getTimerCount()).toBe(0);
});
