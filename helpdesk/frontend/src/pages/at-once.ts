/* Sends the form of select[data-at-once] as soon as something is chosen, without its button. Whoever
 * walks through the choices with the arrow keys has chosen nothing yet: the button is there again. */

const WALKING = new Set([
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "Home",
  "End",
  "PageUp",
  "PageDown",
]);

function sendAtOnce(select: HTMLSelectElement): void {
  const button = select.form?.querySelector<HTMLButtonElement>("button");
  if (!select.form || !button) return;
  let walking = false;
  button.hidden = true;
  select.addEventListener("keydown", (event) => {
    walking = WALKING.has(event.key) || event.key.length === 1;
    if (walking) button.hidden = false;
  });
  select.addEventListener("pointerdown", () => (walking = false));
  select.addEventListener("change", () => {
    if (!walking) select.form?.requestSubmit(button);
  });
}

export function sendChoicesAtOnce(part: HTMLElement): void {
  part.querySelectorAll<HTMLSelectElement>("select[data-at-once]").forEach(sendAtOnce);
}
