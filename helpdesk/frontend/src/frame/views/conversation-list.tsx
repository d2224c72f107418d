/* The customer's conversations on this device, the latest first. */
import type { JSX } from "preact";
import type { Kept } from "../storage/conversations";
import type { Floor } from "../types";
import type { Widget } from "../widget";
import { fullTime, whenShort } from "./times";
import { counted, words } from "../language/current";

function stateOf(floor: Floor): string {
  const { withBot, waiting, withPerson, resolved } = words();
  return { bot: withBot, waiting, agent: withPerson, resolved }[floor];
}

function Entry({ kept, open }: { kept: Kept; open: () => void }): JSX.Element {
  const date = new Date(kept.updatedAt);
  return (
    <li>
      <button type="button" class="entry" onClick={open}>
        <span class="entry-title">{kept.title || words().conversation}</span>
        <time class="quiet" dateTime={kept.updatedAt} title={fullTime(date)}>
          {whenShort(date)}
        </time>
        <span class="entry-preview quiet">{kept.preview}</span>
        <span class="entry-state">
          {kept.unread > 0 ? (
            <b class="unread">{counted(words().unread, kept.unread)}</b>
          ) : (
            stateOf(kept.floor)
          )}
        </span>
      </button>
    </li>
  );
}

export function ConversationList({ widget }: { widget: Widget }): JSX.Element {
  const begun = widget.conversations.begun();
  if (begun.length === 0) {
    return <p class="quiet none-yet">{words().noConversations}</p>;
  }
  return (
    <section aria-labelledby="conversations">
      <h2 id="conversations">
        {words().yourConversations} <span class="quiet">{words().latestFirst}</span>
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
