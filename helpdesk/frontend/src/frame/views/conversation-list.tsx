/* The customer's conversations on this device, the latest first. */
import type { JSX } from "preact";
import type { Kept } from "../storage/conversations";
import type { Floor } from "../types";
import type { Widget } from "../widget";
import { fullTime, whenShort } from "./times";

const STATES: Record<Floor, string> = {
  bot: "With the bot",
  waiting: "Waiting for a person",
  agent: "With a person",
  resolved: "Resolved",
};

function Entry({ kept, open }: { kept: Kept; open: () => void }): JSX.Element {
  const date = new Date(kept.updatedAt);
  return (
    <li>
      <button type="button" class="entry" onClick={open}>
        <span class="entry-title">{kept.title || "Conversation"}</span>
        <time class="quiet" dateTime={kept.updatedAt} title={fullTime(date)}>
          {whenShort(date)}
        </time>
        <span class="entry-preview quiet">{kept.preview}</span>
        <span class="entry-state">
          {kept.unread > 0 ? <b class="unread">{kept.unread} unread</b> : STATES[kept.floor]}
        </span>
      </button>
    </li>
  );
}

export function ConversationList({ widget }: { widget: Widget }): JSX.Element {
  const begun = widget.conversations.begun();
  if (begun.length === 0) {
    return <p class="quiet none-yet">Your conversations will appear here, on this device.</p>;
  }
  return (
    <section aria-labelledby="conversations">
      <h2 id="conversations">
        Your conversations <span class="quiet">latest first</span>
      </h2>
      <ul class="entries">
        {begun.map((kept) => (
          <Entry
            key={kept.key}
            kept={kept}
            open={() => widget.show({ name: "conversation", key: kept.key })}
          />
        ))}
      </ul>
    </section>
  );
}
