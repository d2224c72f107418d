/* Joins launcher, panel and memory into the widget that the website's page talks to. */
import { isHexColour } from "../accent";
import { preferred, spokenFor } from "../languages";
import type { PageFacts, ToFrame } from "../protocol";
import { subjectOf } from "../subject";
import { BackButton } from "./back-button";
import { buildLauncher } from "./launcher";
import { recall, remember } from "./memory";
import { Panel, type PanelEvents } from "./panel";
import type { Embedding } from "./script-tag";
import { dress } from "./style";
import { WORDS } from "./words";

export interface Heed {
  open(): void;
  close(): void;
  /** Says who is signed in on the site, or with null that nobody is any more. */
  identify(jwt: string | null): void;
  /** Chooses the language, such as `de`; with null the page's own is spoken again. */
  language(tag: string | null): void;
}

/** What was chosen, else the page's language, else the browser's. */
function localeOf(chosen: string | null): string {
  return preferred([chosen, document.documentElement.lang, ...navigator.languages]);
}

function pageFacts(chosen: string | null): PageFacts {
  return { url: location.href, title: document.title, locale: localeOf(chosen) };
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
  let { language: chosen } = embedding;
  const language = () => spokenFor(localeOf(chosen));
  const launcher = buildLauncher({ language: language(), label: embedding.label });
  let isOpen = false;
  let identity = said(embedding.identity, recall().signedOut ?? false);

  const events: PanelEvents = {
    ready: tellEverything,
    close: () => show(false),
    unread: (count) => launcher.showUnread(count),
    appearance({ accent, company }) {
      if (isHexColour(accent)) launcher.paint(accent);
      remember({ accent, company });
    },
    talking: ({ active, subject }) => remember({ talking: active ? (subject ?? "") : null }),
    keeping: ({ subject }) => remember({ keeping: subject }),
  };
  const backButton = new BackButton(() => show(false));
  const panel = new Panel(embedding, root, events, WORDS[language()].panel);

  function tellEverything(): void {
    panel.tell("page", pageFacts(chosen));
    panel.tell("identity", identity);
    panel.tell("shown", { open: isOpen });
  }

  function show(open: boolean): void {
    if (open === isOpen) return;
    isOpen = open;
    launcher.showOpen(open);
    panel.show(open);
    if (open) backButton.opened();
    else backButton.closed();
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
    language(tag) {
      chosen = tag || null;
      launcher.speak(language());
      panel.rename(WORDS[language()].panel);
      panel.tell("page", pageFacts(chosen));
    },
  };
}
