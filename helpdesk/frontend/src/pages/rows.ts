/* j and k walk through the links of a list [data-rows], as the arrow keys of a mail program do. */

const STEPS: Record<string, number> = { j: 1, k: -1 };

export function hasRows(): boolean {
  return document.querySelector("[data-rows] a") !== null;
}

/** Goes one row on or back; false where the key means nothing here. */
export function walkRows(key: string): boolean {
  const step = STEPS[key];
  const links = [...document.querySelectorAll<HTMLElement>("[data-rows] a")];
  if (step === undefined || links.length === 0) return false;
  const here = links.findIndex((link) => link === document.activeElement);
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next]!.focus();
  return true;
}
