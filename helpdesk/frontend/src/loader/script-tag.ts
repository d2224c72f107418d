/* Reads what the website said in the loader's own <script src=".../widget/loader.js" data-...>. */
import { isHexColour } from "../accent";

export interface Embedding {
  /** The helpdesk's origin: the only one the loader talks to. */
  helpdesk: string;
  frameAddress: string;
  accent: string | null;
  /** The launcher's accessible name, where the site gives it one. */
  label: string | null;
  /** The language that the site chose, such as `de`. */
  language: string | null;
  identity: string | null;
}

export function embeddingOf(script: HTMLScriptElement, site: string): Embedding {
  const { accent, label, language, identity } = script.dataset;
  const frame = new URL("frame", script.src);
  frame.searchParams.set("site", site);
  return {
    helpdesk: frame.origin,
    frameAddress: frame.href,
    accent: accent && isHexColour(accent) ? accent : null,
    label: label || null,
    language: language || null,
    identity: identity || null,
  };
}

export function ownScript(): HTMLScriptElement | null {
  if (document.currentScript instanceof HTMLScriptElement) return document.currentScript;
  return document.querySelector('script[src$="/widget/loader.js"]');
}
