/* Puts the chat widget on a website: <script src="https://HELPDESK/widget/loader.js" defer></script>. */
import { originOf } from "../protocol";
import { embeddingOf, ownScript } from "./script-tag";
import { startWidget, type Heed } from "./widget";

declare global {
  interface Window {
    heed?: Heed;
  }
}

const script = ownScript();
const site = originOf(location.href);

function start(): void {
  if (script && site && !window.heed) window.heed = startWidget(embeddingOf(script, site));
}

if (document.body) start();
else document.addEventListener("DOMContentLoaded", start);
