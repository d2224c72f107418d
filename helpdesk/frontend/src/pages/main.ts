/* Starts htmx and the small behaviours that the templates ask for by data attributes. */
import "./app.css";
import htmx from "htmx.org";
import { sendChoicesAtOnce } from "./at-once";
import { showAccent } from "./accent-from-meta";
import { keepDrafts } from "./drafts";
import { keepOnServer } from "./kept-drafts";
import { countDown } from "./leaving";
import { showFailures } from "./failures";
import { listenForFinder } from "./finder";
import { sendFormsOnce } from "./forms";
import { offerLinks } from "./links";
import { followStream } from "./live";
import { offerMacros } from "./macros";
import { moveEntries } from "./ordering";
import { offerTelling, tellOfNotices } from "./notices";
import { listenForShortcuts } from "./shortcuts";
import { readTimes, tellTimeZone } from "./times";
import { countInTitle } from "./title-count";
import { listenForTyping, tellTyping } from "./typing";
import { seeEachOther } from "./viewing";
import { keepPartsFresh } from "./fresh-parts";
import { showLatestMessage } from "./latest-message";

/* Both would need a wider Content-Security-Policy. */
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;

function sendForgeryToken(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
    const { headers } = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
    if (token) headers["X-CSRFToken"] = token;
  });
}

showAccent();
tellTimeZone();
sendForgeryToken();
showFailures();
sendFormsOnce();
listenForShortcuts();
listenForFinder();
followStream();
listenForTyping();
tellOfNotices();
keepPartsFresh();
moveEntries();

/* htmx calls this for the whole page and again for every part that it puts in. */
htmx.onLoad((part) => {
  readTimes(part as HTMLElement);
  keepDrafts(part as HTMLElement);
  keepOnServer(part as HTMLElement);
  countDown(part as HTMLElement);
  offerMacros(part as HTMLElement);
  offerLinks(part as HTMLElement);
  sendChoicesAtOnce(part as HTMLElement);
  showLatestMessage(part as HTMLElement);
  countInTitle(part as HTMLElement);
  tellTyping(part as HTMLElement);
  offerTelling(part as HTMLElement);
  seeEachOther(part as HTMLElement);
});
