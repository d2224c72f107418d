/* Keeps the newest messages in view, unless the customer scrolled up to read. */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

const NEAR = 120;
/** Room above a long answer, so that its beginning shows. */
const ABOVE = 48;

/** The end, or for a last message taller than the pane its beginning. */
function restingPlace(pane: HTMLElement): number {
  const end = pane.scrollHeight - pane.clientHeight;
  const rows = pane.querySelectorAll<HTMLElement>(".message, .system");
  const last = rows[rows.length - 1];
  return last ? Math.min(end, last.offsetTop - ABOVE) : end;
}

/** `sending` is how many messages wait to be sent: one's own new message always comes into view. */
export function useLatest(sending: number): RefObject<HTMLDivElement> {
  const place = useRef<HTMLDivElement>(null);
  const rest = useRef(0);
  const reading = useRef(false);
  useEffect(() => {
    if (sending > 0) reading.current = false;
  }, [sending]);
  useEffect(() => {
    const pane = place.current;
    if (!pane) return;
    const look = () => (reading.current = pane.scrollTop < rest.current - NEAR);
    const settle = () => {
      rest.current = restingPlace(pane);
      if (!reading.current && pane.scrollTop < rest.current) pane.scrollTop = rest.current;
    };
    pane.addEventListener("scroll", look, { passive: true });
    const sizes = new ResizeObserver(settle);
    sizes.observe(pane);
    for (const part of pane.children) sizes.observe(part);
    return () => {
      sizes.disconnect();
      pane.removeEventListener("scroll", look);
    };
  }, []);
  return place;
}
