/* The log of a conversation, oldest first; a screen reader hears what is added. */
import type { JSX } from "preact";
import type { ConversationState, LiveConversation } from "../conversation/live";
import { offersOf, rowsOf, type Row } from "../conversation/timeline";
import type { Message } from "../types";
import type { Widget } from "../widget";
import { Bubble } from "./bubble";
import { OutgoingBubble } from "./outgoing-bubble";
import { Reach } from "./reach";
import { dayName } from "./times";
import { useLatest } from "./use-latest";
import { TypingLine } from "./typing-line";
import { words } from "../language/current";

interface LogProps {
  widget: Widget;
  live: LiveConversation;
  state: ConversationState;
}

function RowView({ row, ...props }: LogProps & { row: Row }): JSX.Element {
  if (row.kind === "day") {
    return <li class="day">{dayName(row.date)}</li>;
  }
  const { live, state } = props;
  const mayChoose = state.floor === "bot" && !state.refusal;
  const offers = offersOf(row.message, state.messages, state.outgoing).map((offer) => ({
    ...offer,
    enabled: offer.enabled && mayChoose,
  }));
  const openArticle = (id: number) =>
    props.widget.show({ name: "article", id, back: { name: "conversation", key: live.key } });
  return (
    <Bubble
      message={row.message}
      first={row.first}
      offers={offers}
      choose={(choice) => live.choose(row.message, choice)}
      openArticle={openArticle}
      rate={(helpful, comment) => live.rate(row.message as Message, helpful, comment)}
    />
  );
}

/** Has the person who has the conversation read what the customer wrote last? */
function isSeen({ floor, messages, outgoing, seen }: ConversationState): boolean {
  const last = messages.at(-1);
  if (floor !== "agent" || outgoing.length > 0 || last?.author !== "customer") return false;
  return last.id <= seen;
}

function Opening(): JSX.Element {
  return <li class="quiet opening">{words().opening}</li>;
}

export function Log(props: LogProps): JSX.Element {
  const { live, state } = props;
  const place = useLatest(state.outgoing.length);
  return (
    <div class="log" ref={place} tabIndex={0} role="group" aria-label={words().messages}>
      <div
        role="log"
        aria-live="polite"
        aria-label={words().conversation}
        aria-busy={!state.loaded}
      >
        <ol class="rows">
          <Opening />
          {rowsOf(state.messages).map((row) => (
            <RowView key={row.key} row={row} {...props} />
          ))}
          {state.outgoing.map((entry) => (
            <OutgoingBubble
              key={entry.clientId}
              entry={entry}
              stuck={state.stuck || state.line === "offline"}
              retry={() => live.retry(entry.clientId)}
              takeBack={() => live.takeBack(entry)}
            />
          ))}
        </ol>
      </div>
      {!state.loaded && (
        <div class="skeleton" aria-hidden="true">
          <i /> <i /> <i />
        </div>
      )}
      {isSeen(state) && <p class="quiet seen">{words().seen}</p>}
      <Reach live={live} asked={state.askContact} />
      <TypingLine typing={state.typing} agent={state.agent} />
    </div>
  );
}
