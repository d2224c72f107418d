import { afterEach, expect, it } from "vitest";
import { speak } from "../language/current";
import { dayName, shortDate } from "./times";

const NOW = new Date(2026, 2, 10, 12);

afterEach(() => void speak("en"));

it.each([
  ["en", "Today", "Yesterday", "Mar 2, 2026"],
  ["de", "Heute", "Gestern", "02.03.2026"],
  ["fr", "Aujourd’hui", "Hier", "2 mars 2026"],
  ["es", "Hoy", "Ayer", "2 mar 2026"],
])("writes days and dates as %s does", (language, today, yesterday, date) => {
  speak(language);
  expect(dayName(NOW, NOW)).toBe(today);
  expect(dayName(new Date(2026, 2, 9, 23), NOW)).toBe(yesterday);
  expect(shortDate(new Date(2026, 2, 2))).toBe(date);
});
