import { afterEach, expect, it, vi } from "vitest";
import { countDown } from "./leaving";

afterEach(() => vi.useRealTimers());

it("counts the seconds until a reply leaves, and not below none", () => {
  vi.useFakeTimers({ now: new Date("2026-03-02T10:00:00Z") });
  document.body.innerHTML = '<span data-leaves="2026-03-02T10:00:03Z">goes out in a moment</span>';
  countDown(document.body);
  const words = (): string => document.querySelector("span")!.textContent!;
  expect(words()).toBe("goes out in 3 s");
  vi.advanceTimersByTime(1_000);
  expect(words()).toBe("goes out in 2 s");
  vi.advanceTimersByTime(9_000);
  expect(words()).toBe("goes out now");
});
