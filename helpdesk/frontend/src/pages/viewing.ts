/* Colleagues on the same page see each other: <form data-viewing="ADDRESS"> says that this one is open
 * (by its hx-trigger), that somebody types in #words, and that the page is left. */
import htmx from "htmx.org";

/** A colleague sees it for a little longer than it takes to be said anew. */
const AGAIN_AFTER = 5_000;
export const WRITES_FOR = 8_000;

function sayTyping(form: HTMLFormElement): void {
  let last = -Infinity;
  document.getElementById("words")?.addEventListener("input", () => {
    if (performance.now() - last < AGAIN_AFTER) return;
    last = performance.now();
    const [address, target] = [form.dataset["viewing"]!, "#viewing"];
    void htmx.ajax("post", address, { source: form, target, values: { typing: "1" } });
  });
}

function seeViewing(form: HTMLFormElement): void {
  sayTyping(form);
  addEventListener("pagehide", () =>
    navigator.sendBeacon(`${form.dataset["viewing"]}/left`, new FormData(form)),
  );
  form.addEventListener("htmx:afterSwap", () => {
    // Who stops writing says nothing.
    if (form.querySelector("[data-writing]"))
      setTimeout(() => htmx.trigger(form, "again"), WRITES_FOR);
  });
}

export function seeEachOther(part: HTMLElement): void {
  part.querySelectorAll<HTMLFormElement>("form[data-viewing]").forEach(seeViewing);
}
