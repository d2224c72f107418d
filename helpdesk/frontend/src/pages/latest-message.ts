/* Scrolls a [data-latest] pane to its end, unless the reader had scrolled up to read. */

const NEAR_END = 120;

function isNearEnd(pane: HTMLElement): boolean {
  return pane.scrollHeight - pane.scrollTop - pane.clientHeight < NEAR_END;
}

function follow(pane: HTMLElement): void {
  let reading = false;
  pane.scrollTop = pane.scrollHeight;
  pane.addEventListener("scroll", () => (reading = !isNearEnd(pane)), { passive: true });
  new MutationObserver(() => {
    if (!reading) pane.scrollTop = pane.scrollHeight;
  }).observe(pane, { childList: true, subtree: true });
}

export function showLatestMessage(part: HTMLElement): void {
  if (part.matches("[data-latest]")) follow(part);
  part.querySelectorAll<HTMLElement>("[data-latest]").forEach(follow);
}
