import { expect, it } from "vitest";
import { relativeTime, tellTimeZone } from "./times";

const NOW = new Date("2026-03-10T12:00:00Z");

it.each([
  ["2026-03-10T11:59:40Z", "just now"],
  ["2026-03-10T11:55:00Z", "5 minutes ago"],
  ["2026-03-10T14:00:00Z", "in 2 hours"],
  ["2026-03-09T11:00:00Z", "yesterday"],
  ["2025-03-01T12:00:00Z", "last year"],
])("says how far %s is from now: %s", (then, words) => {
  expect(relativeTime(new Date(then), NOW, "en")).toBe(words);
});

it.each([
  ["de", "vor 5 Minuten", "gerade eben"],
  ["fr", "il y a 5 minutes", "à l’instant"],
  ["es", "hace 5 minutos", "ahora mismo"],
])("says it in the language of the page: %s", (language, ago, justNow) => {
  expect(relativeTime(new Date("2026-03-10T11:55:00Z"), NOW, language)).toBe(ago);
  expect(relativeTime(NOW, NOW, language)).toBe(justNow);
});

it("tells the desk by which clock the reader lives", () => {
  tellTimeZone();
  expect(document.cookie).toContain(
    `heed_zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}`,
  );
});
