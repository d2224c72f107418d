/* Puts the link of a suggested article, a macro or an earlier reply into the answer: [data-insert]
 * holds its words, [data-blank] the first that the agent has to fill in. Such a button is hidden
 * where no script runs, and sends nothing: what is put in counts once the answer is sent, with which
 * goes what [data-inserted] calls it. Typing [[ in the answer leads to the search for articles. */

const OPENS_SEARCH = "[[";
const INSERTED = "inserted";

function reply(): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>("textarea#words");
}

/** Leaves a panel that covers the reply. */
function leave(element: Element): void {
  element.closest<HTMLElement>("[popover]:popover-open")?.hidePopover();
}

/** Beside what is typed, and in place of none of it, be it marked or not. */
function insert(words: string, field: HTMLTextAreaElement): void {
  const caret = field.selectionEnd;
  const before = field.value.slice(0, caret);
  const gap = before && !before.endsWith("\n") ? "\n" : "";
  field.setRangeText(`${gap}${words}\n`, caret, caret, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

/** Says in the form what the answer began with, until it was sent. */
function note(inserted: string, form: HTMLFormElement): void {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name: INSERTED, value: inserted });
  form.append(input);
}

function forgetInserted(event: Event): void {
  const { successful, elt } = (event as CustomEvent<{ successful: boolean; elt: Element }>).detail;
  if (successful) elt.querySelectorAll(`input[name=${INSERTED}]`).forEach((each) => each.remove());
}

/** Marks the blank, so that the next letter typed takes its place. */
function goTo(blank: string, field: HTMLTextAreaElement, from: number): void {
  const place = field.value.indexOf(blank, from);
  if (place >= 0) field.setSelectionRange(place, place + blank.length);
}

function offer(button: HTMLButtonElement): void {
  button.hidden = reply() === null;
  button.addEventListener("click", () => {
    const field = reply();
    if (!field) return;
    leave(button);
    const caret = field.selectionEnd;
    const inserted = button.dataset["inserted"];
    if (inserted && field.form) note(inserted, field.form);
    insert(button.dataset["insert"] ?? "", field);
    const blank = button.dataset["blank"];
    if (blank) goTo(blank, field, caret);
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

function watch(field: HTMLTextAreaElement): void {
  searchOnBrackets(field);
  field.form?.addEventListener("htmx:afterRequest", forgetInserted);
}

export function offerLinks(part: HTMLElement): void {
  part.querySelectorAll<HTMLButtonElement>("button[data-insert]").forEach(offer);
  part.querySelectorAll<HTMLTextAreaElement>("textarea#words").forEach(watch);
}
