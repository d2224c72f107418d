/* Says whether a bot or which person is talking. */
import { Bot, Check, Clock, User, type IconNode } from "lucide";
import type { JSX } from "preact";
import { fill } from "../../languages";
import type { AgentName, Floor } from "../types";
import { Icon } from "./icon";
import { words } from "../language/current";

function talking(floor: Floor, agent: AgentName | null): [shape: IconNode, sentence: string] {
  switch (floor) {
    case "bot":
      return [Bot, words().botAnswers];
    case "waiting":
      return [Clock, words().waiting];
    case "agent":
      return [User, agent ? fill(words().agent, { name: agent.name }) : words().somePerson];
    case "resolved":
      return [Check, words().resolved];
  }
}

export function Talking({ floor, agent }: { floor: Floor; agent: AgentName | null }): JSX.Element {
  const [shape, sentence] = talking(floor, agent);
  return (
    <p class="sub" role="status">
      <Icon shape={shape} />
      {sentence}
    </p>
  );
}
