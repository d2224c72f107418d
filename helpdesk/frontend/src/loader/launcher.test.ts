import { expect, it } from "vitest";
import { buildLauncher, launcherName } from "./launcher";

const ENGLISH = { language: "en", label: null } as const;

it("names what pressing it does and how many messages wait", () => {
  expect(launcherName(ENGLISH, false, 0)).toBe("Open help chat");
  expect(launcherName(ENGLISH, false, 1)).toBe("Open help chat, 1 unread message");
  expect(launcherName(ENGLISH, false, 3)).toBe("Open help chat, 3 unread messages");
  expect(launcherName(ENGLISH, true, 3)).toBe("Close help chat");
});

it("goes by the name that the site gives it, and counts in the language of the page", () => {
  const german = { language: "de", label: "Frag uns" } as const;
  expect(launcherName(german, false, 1)).toBe("Frag uns, 1 ungelesene Nachricht");
});

it("shows the count only while closed", () => {
  const launcher = buildLauncher(ENGLISH);
  const count = launcher.element.querySelector<HTMLElement>(".count")!;
  expect(count.hidden).toBe(true);
  launcher.showUnread(12);
  expect([count.hidden, count.textContent]).toEqual([false, "9+"]);
  launcher.showOpen(true);
  expect(count.hidden).toBe(true);
  expect(launcher.element.getAttribute("aria-expanded")).toBe("true");
});
