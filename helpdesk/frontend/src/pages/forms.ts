/* A form is sent once: pressed again while the next page is on its way, it stays silent. One that
 * stays on the page after it was sent gets a new key, for what is sent with it next. */
import { newId } from "../new-id";

const ON_ITS_WAY = 5_000;

function sendOnce(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post") return; // htmx sends those of its own
  if (form.hasAttribute("data-sent")) return event.preventDefault();
  form.setAttribute("data-sent", "");
  setTimeout(() => form.removeAttribute("data-sent"), ON_ITS_WAY);
}

function renewKey(event: Event): void {
  const { successful, elt } = (event as CustomEvent<{ successful: boolean; elt: Element }>).detail;
  const key = elt.querySelector<HTMLInputElement>(":scope > input[name=form_key]");
  if (successful && key) key.value = newId();
}

export function sendFormsOnce(): void {
  document.addEventListener("submit", sendOnce);
  document.addEventListener("htmx:afterRequest", renewKey);
}
