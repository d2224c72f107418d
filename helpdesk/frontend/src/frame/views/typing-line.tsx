/* "Mia is typing": three dots for the eye, words for the ear. */
import type { JSX } from "preact";
import { fill } from "../../languages";
import type { AgentName, Typing } from "../types";
import { words } from "../language/current";

interface TypingProps {
  typing: Typing | null;
  agent: AgentName | null;
}

function sentence(typing: Typing, agent: AgentName | null): string {
  if (typing.author === "bot") return words().botTypes;
  return agent ? fill(words().agentTypes, { name: agent.name }) : words().someoneTypes;
}

export function TypingLine({ typing, agent }: TypingProps): JSX.Element {
  return (
    <div role="status">
      {typing && (
        <p class="typing">
          <span class="dots" aria-hidden="true">
            <i /> <i /> <i />
          </span>
          <span class="quiet">{sentence(typing, agent)}</span>
        </p>
      )}
    </div>
  );
}
