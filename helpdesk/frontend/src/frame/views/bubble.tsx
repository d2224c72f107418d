/* One message as the helpdesk has it: who said it, the words, and what can be done with it. */
import { Bot, User } from "lucide";
import type { JSX } from "preact";
import type { Offer } from "../conversation/timeline";
import { RichText } from "../text/rich-text";
import type { Choice, Message } from "../types";
import { Helpful, type Rate } from "./helpful";
import { Icon } from "./icon";
import { Offers } from "./offers";
import { Sources } from "./sources";
import { clock, fullTime } from "./times";
import { words } from "../language/current";

interface BubbleProps {
  message: Message;
  /** Whether the speaker changed here, so that the name is said again. */
  first: boolean;
  offers: Offer[];
  choose: (choice: Choice) => void;
  openArticle: (id: number) => void;
  rate: Rate;
}

function Speaker({ message, first }: { message: Message; first: boolean }): JSX.Element {
  const { author, author_name: name } = message;
  if (author === "customer") return <span class="unseen">{words().you}</span>;
  const isBot = author === "bot";
  return (
    <span class={first ? "speaker" : "unseen"}>
      <Icon shape={isBot ? Bot : User} />
      {isBot ? words().assistant : name || words().support}
      <span class="kind">{isBot ? words().bot : words().person}</span>
    </span>
  );
}

function Time({ message }: { message: Message }): JSX.Element {
  const date = new Date(message.created_at);
  return (
    <span class="meta">
      <time dateTime={message.created_at} title={fullTime(date)}>
        {clock(date)}
      </time>
      {message.author === "customer" && <span class="sent"> · {words().sent}</span>}
    </span>
  );
}

/** Of several places to choose from each has its button, which leads there: a card says no more. */
function isChoice({ buttons }: Message): boolean {
  return buttons.some(({ payload }) => payload.startsWith("/ask_knowledge{"));
}

export function Bubble({ message, first, ...rest }: BubbleProps): JSX.Element {
  const { author, text, sources, rateable, helpful, comment } = message;
  if (author === "system") return <li class="system">{text}</li>;
  return (
    <li class={`message by-${author}`} data-message-id={message.id}>
      <Speaker message={message} first={first} />
      <div class="bubble" dir="auto">
        <RichText text={text} plain={author === "customer"} />
      </div>
      {!isChoice(message) && <Sources sources={sources} openArticle={rest.openArticle} />}
      <Offers offers={rest.offers} choose={rest.choose} />
      {rateable && <Helpful helpful={helpful} comment={comment} rate={rest.rate} />}
      <Time message={message} />
    </li>
  );
}
