import { render } from "preact";
import { afterEach, expect, it, vi } from "vitest";
import type { LiveConversation } from "../conversation/live";
import { Reach } from "./reach";

const leaveContact = vi.fn<(contact: string) => Promise<void>>();
const skipContact = vi.fn();
const live = { leaveContact, skipContact } as unknown as LiveConversation;

function drawn(asked: boolean): HTMLElement {
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = "<textarea data-first></textarea><div></div>";
  render(<Reach live={live} asked={asked} />, place.lastElementChild!);
  return place;
}

async function send(place: HTMLElement, contact: string): Promise<void> {
  const field = place.querySelector("input")!;
  field.value = contact;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await Promise.resolve();
  place.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
}

afterEach(() => {
  document.body.replaceChildren();
  vi.resetAllMocks();
});

it("asks nothing of a customer who can be reached", () => {
  expect(drawn(false).querySelector("form")).toBeNull();
});

it("says what happens with the address, and thanks for it", async () => {
  leaveContact.mockResolvedValue();
  const place = drawn(true);
  expect(place.textContent).toContain("may write or call");
  await send(place, "dora@example.org");
  await vi.waitFor(() => expect(place.textContent).toContain("Thank you"));
  expect(leaveContact).toHaveBeenCalledWith("dora@example.org");
  expect(document.activeElement!.hasAttribute("data-first")).toBe(true);
});

it("keeps what was typed beside what to change about it", async () => {
  leaveContact.mockRejectedValue(new Error("Write an e-mail address."));
  const place = drawn(true);
  await send(place, "call me maybe");
  await vi.waitFor(() => expect(place.querySelector(".fault")).not.toBeNull());
  expect(place.querySelector(".fault")!.textContent).toBe("Write an e-mail address.");
  expect(place.querySelector("input")!.value).toBe("call me maybe");
  expect(place.textContent).not.toContain("Thank you");
});

it("can be skipped", () => {
  const place = drawn(true);
  place.querySelector<HTMLButtonElement>("button[type=button]")!.click();
  expect(skipContact).toHaveBeenCalledOnce();
  expect(document.activeElement!.hasAttribute("data-first")).toBe(true);
});
