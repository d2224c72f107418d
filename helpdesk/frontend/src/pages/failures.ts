/* Says what went wrong beside the form or button that asked, and keeps what was typed. */

const NO_CONNECTION = "The helpdesk cannot be reached. Check your connection and try again.";

/* A page in another language says these sentences itself. */
function unreachable(): string {
  return document.body.dataset["unreachable"] ?? NO_CONNECTION;
}

interface Failed {
  elt: Element;
  xhr?: XMLHttpRequest;
}

export function sentenceFrom(body: string, status: number): string {
  try {
    const problem = JSON.parse(body) as { detail?: unknown; title?: unknown };
    const sentence = problem.detail ?? problem.title;
    if (typeof sentence === "string") return sentence;
  } catch {
    // Not every refusal is JSON; the sentence below serves for those.
  }
  const failed = document.body.dataset["failed"] ?? "That did not work. Try again.";
  return `${failed} (${status})`;
}

function placeBeside(asker: Element): Element {
  const holder = asker.closest("form") ?? asker;
  const existing = holder.querySelector("[data-failure]") ?? holder.nextElementSibling;
  if (existing?.hasAttribute("data-failure")) return existing;
  const place = document.createElement("p");
  place.setAttribute("data-failure", "");
  place.setAttribute("role", "alert");
  place.className = "text-error my-2";
  if (holder instanceof HTMLFormElement) holder.append(place);
  else holder.after(place);
  return place;
}

function show(event: Event, sentence: (failed: Failed) => string): void {
  const failed = (event as CustomEvent<Failed>).detail;
  placeBeside(failed.elt).textContent = sentence(failed);
}

function clear(event: Event): void {
  const { elt } = (event as CustomEvent<Failed>).detail;
  const holder = elt.closest("form") ?? elt;
  holder.querySelector("[data-failure]")?.replaceChildren();
  if (holder.nextElementSibling?.hasAttribute("data-failure")) {
    holder.nextElementSibling.replaceChildren();
  }
}

export function showFailures(): void {
  document.addEventListener("htmx:beforeRequest", clear);
  document.addEventListener("htmx:sendError", (event) => show(event, unreachable));
  document.addEventListener("htmx:responseError", (event) =>
    show(event, ({ xhr }) => sentenceFrom(xhr?.responseText ?? "", xhr?.status ?? 0)),
  );
}
