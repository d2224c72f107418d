/* A page reads parts of itself anew when a colleague changed what they show. What somebody is in the
 * middle of stays: a part with words typed, boxes ticked, something unfolded, or the keyboard in one
 * of its fields. */

type Field = HTMLInputElement | HTMLTextAreaElement;
const FIELDS = "input:not([type=hidden]), textarea";

function differs(field: Field): boolean {
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type))
    return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

export function isInUse(part: Element): boolean {
  const active = document.activeElement;
  if (active && part.contains(active) && active.matches("input, textarea, select")) return true;
  if (part.querySelector("details[open]")) return true;
  return [...part.querySelectorAll<Field>(FIELDS)].some(differs);
}

function keepWhatIsInUse(event: Event): void {
  const { detail } = event as CustomEvent<{ target: Element; shouldSwap: boolean }>;
  if (detail.target.hasAttribute("data-fresh") && isInUse(detail.target)) detail.shouldSwap = false;
}

/** Lists change with everything that anybody does: they are read anew every few seconds at most. */
export const CALM = 5_000;

function calm(name: string): void {
  let last = performance.now();
  let waits: ReturnType<typeof setTimeout> | undefined;
  document.body.addEventListener(`live:${name}`, () => {
    if (waits !== undefined) return;
    waits = setTimeout(
      () => {
        waits = undefined;
        last = performance.now();
        document.body.dispatchEvent(new CustomEvent(`calm:${name}`));
      },
      Math.max(0, last + CALM - performance.now()),
    );
  });
}

export function keepPartsFresh(): void {
  calm("tickets");
  document.body.addEventListener("htmx:beforeSwap", keepWhatIsInUse);
  document.body.addEventListener("htmx:oobBeforeSwap", keepWhatIsInUse);
}
