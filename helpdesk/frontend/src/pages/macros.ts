/* Macros beside a reply: a "/" at the beginning of a line opens them, words narrow them down, and the
 * chosen one also says what state the answer leaves a ticket in. Its words go in as links do. */

function narrow(search: HTMLInputElement): void {
  const words = search.value.trim().toLowerCase();
  for (const item of document.querySelectorAll<HTMLElement>("#macros [data-macro]")) {
    item.hidden = !item.textContent!.toLowerCase().includes(words);
  }
}

function first(): HTMLButtonElement | null {
  return document.querySelector("#macros [data-macro]:not([hidden]) button");
}

function listenToSearch(search: HTMLInputElement): void {
  search.addEventListener("input", () => narrow(search));
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    first()?.click();
  });
}

function openOnSlash(field: HTMLTextAreaElement): void {
  field.addEventListener("input", () => {
    const panel = document.getElementById("macros");
    const end = field.selectionStart;
    if (!panel || !/(^|\n)\/$/.test(field.value.slice(0, end))) return;
    field.setRangeText("", end - 1, end, "end");
    panel.showPopover();
    document.getElementById("macro-words")?.focus();
  });
}

function leaveTicketIn(button: HTMLButtonElement): void {
  button.addEventListener("click", () => {
    const state = document.querySelector<HTMLSelectElement>("select[name=then]");
    if (state) state.value = button.dataset["then"] ?? "";
  });
}

export function offerMacros(part: HTMLElement): void {
  part.querySelectorAll<HTMLInputElement>("#macro-words").forEach(listenToSearch);
  part.querySelectorAll<HTMLTextAreaElement>("textarea#words").forEach(openOnSlash);
  part.querySelectorAll<HTMLButtonElement>("#macros button[data-then]").forEach(leaveTicketIn);
}
