/* Starts the widget inside the helpdesk's frame page. */
import "./styles/frame.css";
import { render } from "preact";
import { isHexColour, readableOn, textOn } from "../accent";
import { delayAfter, pause } from "./connection/backoff";
import { fetchSettings } from "./connection/api";
import { offer, preferred } from "../languages";
import { speak, words } from "./language/current";
import { pageBorder } from "./page-border";
import type { Settings } from "./types";
import { App } from "./views/app";
import { Widget } from "./widget";

/* --raised in styles/base.css: the ground on which the accent is hardest to read. */
const RAISED_LIGHT = "#f4f5f6";
const RAISED_DARK = "#282c33";

function paint(accent: string): void {
  if (!isHexColour(accent)) return;
  const { style } = document.documentElement;
  style.setProperty("--heed-accent", accent);
  style.setProperty("--on-accent", textOn(accent));
  style.setProperty("--accent-on-light", readableOn(accent, RAISED_LIGHT));
  style.setProperty("--accent-on-dark", readableOn(accent, RAISED_DARK));
}

async function settings(): Promise<Settings> {
  for (let failures = 1; ; failures++) {
    try {
      return await fetchSettings();
    } catch {
      await pause(delayAfter(failures), new AbortController().signal);
    }
  }
}

offer(document.documentElement.dataset.languages ?? "");
speak(preferred(navigator.languages));
const border = pageBorder(location.href, window.parent === window ? null : window.parent);
const place = document.getElementById("heed");

if (border && place) {
  const widget = new Widget(border);
  render(<App widget={widget} />, place);
  widget.start();
  void settings().then((told) => {
    paint(told.accent);
    widget.takeSettings(told);
  });
} else if (place) {
  place.textContent = words().framedOnly;
}
