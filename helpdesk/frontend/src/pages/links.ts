/* Puts the link of a suggested article into the reply: [data-insert] holds its words. Such a button
 * is hidden where no script runs, and sends nothing: a link counts once the reply is sent. Typing [[ in the reply leads to the search for articles. */

const OPENS_SEARCH = "[[";

function reply(): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>("textarea#words");
}

/** Leaves a panel that covers the reply. */
function leave(element: Element): void {
  element.closest<HTMLElement>("[popover]:popover-open")?.hidePopover();
}

function insert(words: string, field: HTMLTextAreaElement): void {
  const before = field.value.slice(0, field.selectionStart);
  const gap = before && !before.endsWith("\n") ? "\n" : "";
  field.setRangeText(`${gap}${words}\n`, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function offer(button: HTMLButtonElement): void {
  button.hidden = reply() === null;
  button.addEventListener("click", () => {
    const field = reply();
    if (!field) return;
    leave(button);
    insert(button.dataset["insert"] ?? "", field);
  });
}

function searchOnBrackets(field: HTMLTextAreaElement): void {
  field.addEventListener("input", () => {
    const end = field.selectionStart;
    const search = document.getElementById("article-words");
    if (!search || field.value.slice(0, end).slice(-2) !== OPENS_SEARCH) return;
    field.setRangeText("", end - OPENS_SEARCH.length, end, "end");
    const panel = search.closest<HTMLElement>("[popover]");
    if (panel && !search.checkVisibility()) panel.showPopover();
    search.focus();
  });
}

export function offerLinks(part: HTMLElement): void {
  part.querySelectorAll<HTMLButtonElement>("button[data-insert]").forEach(offer);
  part.querySelectorAll<HTMLTextAreaElement>("textarea#words").forEach(searchOnBrackets);
}
