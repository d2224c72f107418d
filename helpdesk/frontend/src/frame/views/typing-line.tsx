/* "Mia is typing": three dots for the eye, words for the ear. */
import type { JSX } from "preact";
import type { Agent, Typing } from "../types";

interface TypingProps {
  typing: Typing | null;
  agent: Agent | null;
}

export function TypingLine({ typing, agent }: TypingProps): JSX.Element {
  const who = typing?.author === "agent" ? (agent?.name ?? "Someone") : "The bot";
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
