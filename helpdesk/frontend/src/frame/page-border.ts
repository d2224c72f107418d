/* The frame's side of the border: listens to the website's page at its one origin, and to nobody else. */
import { originOf, post, read, type Peer, type ToFrame, type ToPage } from "../protocol";

type Handlers = { [Name in keyof ToFrame]: (body: ToFrame[Name]) => void };

export interface PageBorder {
  site: string;
  tell<Name extends keyof ToPage>(name: Name, body: ToPage[Name]): void;
  listen(handlers: Handlers): void;
}

/** The helpdesk serves the frame only inside allow-listed sites; `?site=` says in which one it is. */
export function pageBorder(address: string, parent: Window | null): PageBorder | null {
  const site = originOf(new URL(address).searchParams.get("site"));
  if (!site) return null;
  const page: Peer = { window: parent, origin: site };
  return {
    site,
    tell: (name, body) => post<ToPage, typeof name>(page, name, body),
    listen(handlers) {
      addEventListener("message", (event) => {
        const message = read<ToFrame>(event, page);
        if (message?.heed === "page") handlers.page(message.body);
        if (message?.heed === "identity") handlers.identity(message.body);
        if (message?.heed === "shown") handlers.shown(message.body);
      });
    },
  };
}
