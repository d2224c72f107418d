import { expect, it } from "vitest";
import { buildLauncher, launcherName } from "./launcher";

it("names what pressing it does and how many messages wait", () => {
  expect(launcherName("Open help chat", false, 0)).toBe("Open help chat");
  expect(launcherName("Open help chat", false, 1)).toBe("Open help chat, 1 unread message");
  expect(launcherName("Open help chat", false, 3)).toBe("Open help chat, 3 unread messages");
  expect(launcherName("Open help chat", true, 3)).toBe("Close help chat");
});

it("shows the count only while closed", () => {
  const launcher = buildLauncher("Open help chat");
  const count = launcher.element.querySelector<HTMLElement>(".count")!;
  expect(count.hidden).toBe(true);
  launcher.showUnread(12);
  expect([count.hidden, count.textContent]).toEqual([false, "9+"]);
  launcher.showOpen(true);
  expect(count.hidden).toBe(true);
  expect(launcher.element.getAttribute("aria-expanded")).toBe("true");
});
