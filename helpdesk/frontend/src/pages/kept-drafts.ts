/* Keeps what is typed into <textarea data-kept-at="ADDRESS"> on the server, so that it is there on
 * every device and after a failure. Sending the form keeps it no more: the server has it then. */

export const PAUSE = 700;

function keepAt(field: HTMLTextAreaElement): void {
  const form = field.form;
  let waits: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(waits);
    waits = undefined;
    // What cannot be kept now is kept with the next words.
    fetch(field.dataset["keptAt"]!, {
      method: "POST",
      body: new FormData(form!),
      keepalive: true,
    }).catch(() => {});
  };
  const later = (): void => {
    clearTimeout(waits);
    waits = setTimeout(keep, PAUSE);
  };
  form?.addEventListener("input", later);
  form?.addEventListener("submit", () => {
    clearTimeout(waits);
    waits = undefined;
  });
  addEventListener("pagehide", () => waits !== undefined && keep());
}

export function keepOnServer(part: HTMLElement): void {
  part.querySelectorAll<HTMLTextAreaElement>("textarea[data-kept-at]").forEach(keepAt);
}
