/* One message as the helpdesk has it: who said it, the words, and what can be done with it. */
import { Bot, User } from "lucide";
import type { JSX } from "preact";
import type { Offer } from "../conversation/timeline";
import { placesOf } from "../text/places";
import { RichText } from "../text/rich-text";
import type { Choice, Message } from "../types";
import { Helpful, type Rate } from "./helpful";
import { Icon } from "./icon";
import { Chip, Offers } from "./offers";
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

interface SaidProps {
  message: Message;
  offers: Offer[];
  choose: (choice: Choice) => void;
  openArticle: (id: number) => void;
}

/** Several places to choose from: a button below what each says, and one for none of them. */
function Said({ message, offers, choose, openArticle }: SaidProps): JSX.Element {
  const leading = offers.filter(({ choice }) => choice.payload.startsWith("/ask_knowledge{"));
  const choice = placesOf(message.text, leading.length);
  if (!choice) {
    return (
      <>
        <div class="bubble" dir="auto">
          <RichText text={message.text} plain={message.author === "customer"} />
        </div>
        <Sources sources={message.sources} openArticle={openArticle} />
        <Offers offers={offers} choose={choose} />
      </>
    );
  }
  return (
    <>
      {[choice.introduction, ...choice.places].map((text, number) => {
        const offer = leading[number - 1];
        return (
          <div key={text} class={offer ? "bubble place" : "bubble"} dir="auto">
            <RichText text={text} />
            {offer && <Chip offer={offer} choose={choose} label={words().thisOne} />}
          </div>
        );
      })}
      <Offers offers={offers.filter((offer) => !leading.includes(offer))} choose={choose} />
    </>
  );
}

export function Bubble({ message, first, ...rest }: BubbleProps): JSX.Element {
  const { author, text, rateable, helpful, comment } = message;
  if (author === "system") return <li class="system">{text}</li>;
  return (
    <li class={`message by-${author}`} data-message-id={message.id}>
      <Speaker message={message} first={first} />
      <Said message={message} {...rest} />
      {rateable && <Helpful helpful={helpful} comment={comment} rate={rest.rate} />}
      <Time message={message} />
    </li>
  );
}
