/* One Lucide icon, always beside a text or inside something with a label. */
import type { IconNode } from "lucide";
import { h, type JSX } from "preact";

export function Icon({ shape }: { shape: IconNode }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {shape.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
