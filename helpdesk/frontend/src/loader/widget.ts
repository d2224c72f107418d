/* Joins launcher, panel and memory into the widget that the website's page talks to. */
import { isHexColour } from "../accent";
import type { PageFacts, ToFrame } from "../protocol";
import { subjectOf } from "../subject";
import { buildLauncher } from "./launcher";
import { recall, remember } from "./memory";
import { Panel } from "./panel";
import type { Embedding } from "./script-tag";
import { dress } from "./style";

export interface Heed {
  open(): void;
  close(): void;
  /** Says who is signed in on the site, or with null that nobody is any more. */
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

/** Who is signed in; that nobody is any more, the next page may not say again, so it is remembered. */
function said(jwt: string | null, nobody: boolean): ToFrame["identity"] {
  const signedOut = nobody && !jwt;
  const { keeping, signedOut: before } = recall();
  if (signedOut ? keeping : before) remember({ signedOut });
  return { jwt, signedOut };
}

export function startWidget(embedding: Embedding): Heed {
  const root = shadow();
  const launcher = buildLauncher(embedding.label);
  let isOpen = false;
  let identity = said(embedding.identity, recall().signedOut ?? false);

  const panel = new Panel(embedding, root, {
    ready: tellEverything,
    close: () => show(false),
    unread: (count) => launcher.showUnread(count),
    appearance({ accent, company }) {
      if (isHexColour(accent)) launcher.paint(accent);
      remember({ accent, company });
    },
    talking: ({ active, subject }) => remember({ talking: active ? (subject ?? "") : null }),
    keeping: ({ subject }) => remember({ keeping: subject }),
  });

  function tellEverything(): void {
    panel.tell("page", pageFacts());
    panel.tell("identity", identity);
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

  /** The frame listens for answers, so that the launcher counts them, and drops what somebody left. */
  function loadIfNeeded(): void {
    const { talking, keeping } = recall();
    const subject = subjectOf(identity.jwt);
    const isNews = subject !== null || identity.signedOut;
    if (talking === (subject ?? "") || (isNews && keeping && keeping !== subject)) panel.load();
  }

  const colour = embedding.accent ?? recall().accent;
  if (colour && isHexColour(colour)) launcher.paint(colour);
  loadIfNeeded();

  return {
    open: () => show(true),
    close: () => show(false),
    identify(jwt) {
      identity = said(jwt || null, !jwt);
      panel.tell("identity", identity);
      loadIfNeeded();
    },
  };
}
