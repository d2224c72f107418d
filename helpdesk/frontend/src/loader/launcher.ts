/* The round button: opens and closes the panel and counts unread messages. */
import { textOn } from "../accent";
import { count, type Language } from "../languages";
import { WORDS } from "./words";

const SVG = "http://www.w3.org/2000/svg";
const SPEECH_BUBBLE = "M21 15a2 2 0 0 1-2 2H8l-5 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z";
const CHEVRON_DOWN = "m6 9 6 6 6-6";

export interface Launcher {
  element: HTMLButtonElement;
  showOpen(open: boolean): void;
  showUnread(count: number): void;
  paint(accent: string): void;
  speak(language: Language): void;
}

function icon(): { svg: SVGElement; path: SVGElement } {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  svg.append(path);
  return { svg, path };
}

export interface Spoken {
  language: Language;
  /** What the site calls the launcher, if it does. */
  label: string | null;
}

export function launcherName({ language, label }: Spoken, open: boolean, unread: number): string {
  const words = WORDS[language];
  if (open) return words.close;
  const name = label ?? words.open;
  return unread === 0 ? name : `${name}, ${count(language, words.unread, unread)}`;
}

export function buildLauncher(spoken: Spoken): Launcher {
  const element = document.createElement("button");
  element.type = "button";
  const { svg, path } = icon();
  const count = document.createElement("span");
  count.className = "count";
  count.setAttribute("aria-hidden", "true");
  element.append(svg, count);
  const state = { ...spoken, open: false, unread: 0 };

  function draw(): void {
    path.setAttribute("d", state.open ? CHEVRON_DOWN : SPEECH_BUBBLE);
    count.hidden = state.open || state.unread === 0;
    count.textContent = state.unread > 9 ? "9+" : String(state.unread);
    element.className = state.open ? "open" : "";
    element.setAttribute("aria-label", launcherName(state, state.open, state.unread));
    element.setAttribute("aria-expanded", String(state.open));
  }

  draw();
  return {
    element,
    showOpen: (open) => (Object.assign(state, { open }), draw()),
    showUnread: (unread) => (Object.assign(state, { unread }), draw()),
    speak: (language) => (Object.assign(state, { language }), draw()),
    paint(accent) {
      element.style.setProperty("--accent", accent);
      element.style.setProperty("--text", textOn(accent));
    },
  };
}
