/* Keeps what is typed into [data-draft="key"] across reloads until its form was sent. A form with
 * [data-reset] is emptied then, for the next message. */

const PREFIX = "heed:draft:";

function storedUnder(field: HTMLTextAreaElement): string {
  return PREFIX + (field.dataset["draft"] ?? "");
}

function keep(field: HTMLTextAreaElement): void {
  const key = storedUnder(field);
  if (!field.value) field.value = localStorage.getItem(key) ?? "";
  field.addEventListener("input", () => localStorage.setItem(key, field.value));
  field.form?.addEventListener("htmx:afterRequest", (event) => {
    const sent = (event as CustomEvent<{ successful: boolean; elt: Element }>).detail;
    if (!sent.successful || sent.elt !== field.form) return;
    localStorage.removeItem(key);
    if (field.form.hasAttribute("data-reset")) field.value = "";
  });
}

export function keepDrafts(part: HTMLElement): void {
  part.querySelectorAll<HTMLTextAreaElement>("textarea[data-draft]").forEach(keep);
}
