/* Puts what waits in the inbox before the title, so that an agent in another tab sees it: the rail
 * carries it as [data-waiting], and comes again with every change. */

const COUNT = /^\(\d+\) /;

export function countInTitle(part: HTMLElement): void {
  const rail = part.matches("[data-waiting]")
    ? part
    : part.querySelector<HTMLElement>("[data-waiting]");
  if (!rail) return;
  const waiting = Number(rail.dataset["waiting"]);
  document.title = `${waiting ? `(${waiting}) ` : ""}${document.title.replace(COUNT, "")}`;
}
