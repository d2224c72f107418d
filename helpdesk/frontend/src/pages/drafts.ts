/* Keeps what is typed into [data-draft="key"] across reloads until its form was sent. A form with
 * [data-reset] is emptied then, for the next message. A draft remembers the key of its form: sent
 * again because no answer came, it is recognised. */

const PREFIX = "heed:draft:";

interface Draft {
  text: string;
  key: string;
}

function storedUnder(field: HTMLTextAreaElement): string {
  return PREFIX + (field.dataset["draft"] ?? "");
}

function keyOf(field: HTMLTextAreaElement): HTMLInputElement | null {
  return field.form?.querySelector("input[name=form_key]") ?? null;
}

function stored(name: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

function restore(field: HTMLTextAreaElement): void {
  const draft = stored(storedUnder(field));
  const key = keyOf(field);
  if (field.value || !draft) return;
  field.value = draft.text;
  if (key && draft.key) key.value = draft.key;
}

function keep(field: HTMLTextAreaElement): void {
  const name = storedUnder(field);
  restore(field);
  field.addEventListener("input", () => {
    const draft: Draft = { text: field.value, key: keyOf(field)?.value ?? "" };
    localStorage.setItem(name, JSON.stringify(draft));
  });
  field.form?.addEventListener("htmx:afterRequest", (event) => {
    const sent = (event as CustomEvent<{ successful: boolean; elt: Element }>).detail;
    if (!sent.successful || sent.elt !== field.form) return;
    localStorage.removeItem(name);
    if (field.form.hasAttribute("data-reset")) field.value = "";
  });
}

export function keepDrafts(part: HTMLElement): void {
  part.querySelectorAll<HTMLTextAreaElement>("textarea[data-draft]").forEach(keep);
}
