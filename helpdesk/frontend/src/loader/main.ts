/* Puts the chat widget on a website: <script src="https://HELPDESK/widget/loader.js" defer></script>. */
import { offer } from "../languages";
import { originOf } from "../protocol";
import { embeddingOf, ownScript } from "./script-tag";
import { startWidget, type Heed } from "./widget";

declare global {
  interface Window {
    heed?: Heed;
    /** The languages that the desk offers, its own first; the desk writes it before this script. */
    heedLanguages?: string;
  }
}

const script = ownScript();
const site = originOf(location.href);

function start(): void {
  offer(window.heedLanguages ?? "");
  if (script && site && !window.heed) window.heed = startWidget(embeddingOf(script, site));
}

if (document.body) start();
else document.addEventListener("DOMContentLoaded", start);
