/* "Mia is typing": three dots for the eye, words for the ear. */
import type { JSX } from "preact";
import type { Typing } from "../types";

export function TypingLine({ typing }: { typing: Typing | null }): JSX.Element {
  const who = typing?.name ?? (typing?.author === "bot" ? "The bot" : "Someone");
  return (
    <div role="status">
      {typing && (
        <p class="typing">
          <span class="dots" aria-hidden="true">
            <i /> <i /> <i />
          </span>
          <span class="quiet">{who} is typing</span>
        </p>
      )}
    </div>
  );
}
