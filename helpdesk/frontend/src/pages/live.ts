/* Turns the server's event stream into page events that hx-trigger="live:NAME from:body" reads. */

function passOn(name: string, event: MessageEvent<string>): void {
  document.body.dispatchEvent(new CustomEvent(`live:${name}`, { detail: { data: event.data } }));
}

/** Follows <body data-live="/console/events" data-live-events="queue message">. */
export function followStream(): void {
  const { live, liveEvents } = document.body.dataset;
  if (!live) return;
  const stream = new EventSource(live);
  for (const name of (liveEvents ?? "message").split(" ")) {
    stream.addEventListener(name, (event) => passOn(name, event as MessageEvent<string>));
  }
  stream.addEventListener("open", () => document.body.classList.remove("is-offline"));
  stream.addEventListener("error", () => document.body.classList.add("is-offline"));
}
