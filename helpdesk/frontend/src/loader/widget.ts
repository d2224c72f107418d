/* Joins launcher, panel and memory into the widget that the website's page talks to. */
import { isHexColour } from "../accent";
import type { PageFacts } from "../protocol";
import { buildLauncher } from "./launcher";
import { recall, remember } from "./memory";
import { Panel } from "./panel";
import type { Embedding } from "./script-tag";
import { dress } from "./style";

export interface Heed {
  open(): void;
  close(): void;
  identify(jwt: string | null): void;
}

function pageFacts(): PageFacts {
  const { title, documentElement } = document;
  return { url: location.href, title, locale: documentElement.lang || navigator.language };
}

function shadow(): ShadowRoot {
  const host = document.createElement("div");
  host.id = "heed-widget";
  document.body.append(host);
  const root = host.attachShadow({ mode: "open" });
  dress(root);
  return root;
}

export function startWidget(embedding: Embedding): Heed {
  const root = shadow();
  const launcher = buildLauncher(embedding.label);
  let isOpen = false;
  let identity = embedding.identity;

  const panel = new Panel(embedding, root, {
    ready: tellEverything,
    close: () => show(false),
    unread: (count) => launcher.showUnread(count),
    appearance({ accent, company }) {
      if (isHexColour(accent)) launcher.paint(accent);
      remember({ accent, company });
    },
    talking: (active) => remember({ talking: active }),
  });

  function tellEverything(): void {
    panel.tell("page", pageFacts());
    panel.tell("identity", { jwt: identity });
    panel.tell("shown", { open: isOpen });
  }

  function show(open: boolean): void {
    if (open === isOpen) return;
    isOpen = open;
    launcher.showOpen(open);
    panel.show(open);
    tellEverything();
    if (!open) launcher.element.focus();
  }

  launcher.element.addEventListener("click", () => show(!isOpen));
  root.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape") show(false);
  });
  root.append(launcher.element);

  const { accent, talking } = recall();
  const colour = embedding.accent ?? accent;
  if (colour && isHexColour(colour)) launcher.paint(colour);
  // A conversation is going on: listen for its answers, so that the launcher can count them.
  if (talking) panel.load();

  return {
    open: () => show(true),
    close: () => show(false),
    identify(jwt) {
      identity = jwt;
      panel.tell("identity", { jwt });
    },
  };
}
