import { render } from "preact";
import { expect, it, vi } from "vitest";
import { Helpful, type Rate } from "./helpful";

function drawn(rate: Rate, comment: string | null = null): HTMLElement {
  const place = document.createElement("div");
  render(<Helpful helpful={comment ? false : null} comment={comment} rate={rate} />, place);
  return place;
}

async function press(place: HTMLElement, label: string): Promise<void> {
  place.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`)!.click();
  await vi.waitFor(() => expect(place.textContent).toContain("Thank you"));
}

async function tell(place: HTMLElement, words: string): Promise<void> {
  const field = place.querySelector("input")!;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await Promise.resolve();
  place.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
}

const REFUSED: Rate = (_, said) =>
  said ? Promise.reject(new Error("Not just now.")) : Promise.resolve(null);

it("sends the words that follow a thumb and says that they arrived", async () => {
  const rate = vi.fn<Rate>((_, said) => Promise.resolve(said));
  const place = drawn(rate);
  await press(place, "No, this did not help");
  await tell(place, " Which form? ");
  await vi.waitFor(() => expect(place.textContent).toContain("Your words arrived"));
  expect(rate.mock.calls).toEqual([
    [false, null],
    [false, "Which form?"],
  ]);
  expect(place.querySelector("q")!.textContent).toBe("Which form?");
  expect(place.querySelector("form")).toBeNull();
});

it("shows after a reload what was said, and asks for no more", () => {
  const place = drawn(vi.fn(), "Which form?");
  expect(place.querySelector("q")!.textContent).toBe("Which form?");
  expect(place.querySelector("form")).toBeNull();
});

it("keeps the words in the field when they did not arrive", async () => {
  const place = drawn(REFUSED);
  await press(place, "No, this did not help");
  await tell(place, "Which form?");
  await vi.waitFor(() => expect(place.querySelector(".fault")!.textContent).toBe("Not just now."));
  expect(place.querySelector("input")!.value).toBe("Which form?");
  expect(place.textContent).not.toContain("arrived");
});

it("asks nothing of a customer whom the answer helped", async () => {
  const place = drawn(() => Promise.resolve(null));
  await press(place, "Yes, this helped");
  expect(place.querySelector("form")).toBeNull();
});
