/* Each side sees that the other is writing: <textarea data-types="ADDRESS"> says so while a reply is
 * typed, and <p data-typing hidden> shows for a moment that the customer does. */

/** As often as it is said anew; the other side shows it for twice as long. */
const AGAIN_AFTER = 3_000;
const LASTS = 6_000;

function say(field: HTMLTextAreaElement, address: string): void {
  const body = new FormData();
  for (const [name, value] of new FormData(field.form!)) {
    if (name === "csrf_token" || name === "form_key") body.append(name, value);
  }
  // Whether it arrives changes nothing for whoever writes.
  fetch(address, { method: "POST", body }).catch(() => {});
}

function tell(field: HTMLTextAreaElement): void {
  let last = -Infinity;
  field.addEventListener("input", () => {
    const address = field.dataset["types"];
    const isNote = new FormData(field.form!).get("kind") === "note";
    if (!address || isNote || performance.now() - last < AGAIN_AFTER) return;
    last = performance.now();
    say(field, address);
  });
}

let ends: ReturnType<typeof setTimeout> | undefined;

function show(visible: boolean): void {
  clearTimeout(ends);
  const line = document.querySelector<HTMLElement>("[data-typing]");
  if (line) line.hidden = !visible;
  if (visible) ends = setTimeout(() => show(false), LASTS);
}

export function listenForTyping(): void {
  document.body.addEventListener("live:typing", () => show(true));
  document.body.addEventListener("live:written", () => show(false));
}

export function tellTyping(part: HTMLElement): void {
  part.querySelectorAll<HTMLTextAreaElement>("textarea[data-types]").forEach(tell);
}
