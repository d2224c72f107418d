/* Tells for how long <span data-leaves="ISO"> can still be taken back, in seconds. */
import { say } from "./words";

const TICK = 1_000;

function count(element: HTMLElement): void {
  const leaves = Date.parse(element.dataset["leaves"] ?? "");
  const show = (): void => {
    const seconds = Math.ceil((leaves - Date.now()) / TICK);
    element.textContent = seconds > 0 ? `${say("leavesIn")} ${seconds} s` : say("leavesNow");
    if (seconds > 0 && element.isConnected) setTimeout(show, TICK);
  };
  show();
}

export function countDown(part: HTMLElement): void {
  part.querySelectorAll<HTMLElement>("[data-leaves]").forEach(count);
}
