/* The buttons [data-step] of a list [data-order] move their entry one up or down. It is the neighbour
 * that is moved past it, so that the button keeps the keyboard. */

function move(button: HTMLElement): void {
  const entry = button.closest("[data-order] > *");
  if (button.dataset["step"] === "1") {
    const below = entry?.nextElementSibling;
    if (below) entry.before(below);
  } else {
    const above = entry?.previousElementSibling;
    if (above) entry.after(above);
  }
}

export function moveEntries(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-step]");
    if (button) move(button);
  });
}
