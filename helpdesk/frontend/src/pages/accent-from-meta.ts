/* Takes the company's accent colour from <meta name="heed-accent" content="#rrggbb">. */
import { isHexColour, textOn } from "../accent";

export function showAccent(): void {
  const accent = document.querySelector<HTMLMetaElement>('meta[name="heed-accent"]')?.content;
  if (!accent || !isHexColour(accent)) return;
  document.documentElement.style.setProperty("--heed-accent", accent);
  document.documentElement.style.setProperty("--heed-accent-content", textOn(accent));
}
