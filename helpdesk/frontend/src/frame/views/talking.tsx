/* Says whether a bot or which person is talking. */
import { Bot, Check, Clock, User, type IconNode } from "lucide";
import type { JSX } from "preact";
import type { Agent, Floor } from "../types";
import { Icon } from "./icon";

function talking(floor: Floor, agent: Agent | null): [shape: IconNode, words: string] {
  switch (floor) {
    case "bot":
      return [Bot, "A bot is answering"];
    case "waiting":
      return [Clock, "Waiting for a person"];
    case "agent":
      return [User, agent ? `${agent.name}, a person` : "A person"];
    case "resolved":
      return [Check, "Resolved"];
  }
}

export function Talking({ floor, agent }: { floor: Floor; agent: Agent | null }): JSX.Element {
  const [shape, words] = talking(floor, agent);
  return (
    <p class="sub" role="status">
      <Icon shape={shape} />
      {words}
    </p>
  );
}
