/* Turns the server's event stream into page events that hx-trigger="live:NAME from:body" reads. */

function passOn(name: string, event: MessageEvent<string>): void {
  document.body.dispatchEvent(new CustomEvent(`live:${name}`, { detail: { data: event.data } }));
}

function showInterruption(interrupted: boolean): void {
  document.body.classList.toggle("is-offline", interrupted);
  if (!interrupted) return document.getElementById("interruption")?.replaceChildren();
  let notice = document.getElementById("interruption");
  if (!notice) {
    notice = Object.assign(document.createElement("p"), {
      id: "interruption",
      className: "interruption",
    });
    notice.setAttribute("role", "status");
    document.body.append(notice);
  }
  notice.textContent = document.body.dataset["interrupted"] ?? "";
}

/** Follows <body data-live="/console/events" data-opened="ticket:7" data-live-events="inbox ticket"
 * data-interrupted="words">. */
export function followStream(): void {
  const { live, opened, liveEvents } = document.body.dataset;
  if (!live) return;
  const stream = new EventSource(opened ? `${live}?opened=${encodeURIComponent(opened)}` : live);
  for (const name of (liveEvents ?? "message").split(" ")) {
    stream.addEventListener(name, (event) => passOn(name, event as MessageEvent<string>));
  }
  stream.addEventListener("open", () => showInterruption(false));
  stream.addEventListener("error", () => showInterruption(true));
  addEventListener("pagehide", () => stream.close());
}
