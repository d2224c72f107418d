/* Cleans an article's HTML once more in the browser, as a second line behind the helpdesk's own. */
import DOMPurify from "dompurify";

const ALLOWED_TAGS = (
  "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure " +
  "h1 h2 h3 h4 h5 h6 hr i img kbd li mark ol p pre q s samp small span strong sub summary sup " +
  "table tbody td tfoot th thead time tr u ul"
).split(" ");
const ALLOWED_ATTR =
  "href src alt title width height colspan rowspan scope start lang dir id".split(" ");

function openApart(link: HTMLAnchorElement, base: string): void {
  const address = link.getAttribute("href") ?? "";
  if (address.startsWith("#")) return;
  if (URL.canParse(address, base)) link.href = new URL(address, base).href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}

function settle(image: HTMLImageElement, base: string): void {
  const address = image.getAttribute("src") ?? "";
  if (URL.canParse(address, base)) image.src = new URL(address, base).href;
  image.loading = "lazy";
}

/** `base` is the article's own address: its relative links start there. */
export function cleanHtml(html: string, base: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS,
    ALLOWED_ATTR,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  fragment.querySelectorAll("a").forEach((link) => openApart(link, base));
  fragment.querySelectorAll("img").forEach((image) => settle(image, base));
  return fragment;
}
