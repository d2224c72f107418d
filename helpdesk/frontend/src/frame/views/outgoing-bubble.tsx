/* A message on its way: sending, waiting for the connection, or refused with the reason. */
import type { JSX } from "preact";
import { fill } from "../../languages";
import type { Outgoing } from "../storage/outbox";
import { RichText } from "../text/rich-text";
import { words } from "../language/current";

interface OutgoingProps {
  entry: Outgoing;
  /** The last try found no helpdesk. */
  stuck: boolean;
  retry: () => void;
  takeBack: () => void;
}

function Refusal({ entry, retry, takeBack }: OutgoingProps): JSX.Element {
  return (
    <span class="fault" role="alert">
      {fill(words().notSent, { reason: entry.refusal ?? "" })}{" "}
      <button type="button" class="link" onClick={retry}>
        {words().retry}
      </button>{" "}
      {"text" in entry.said && (
        <button type="button" class="link" onClick={takeBack}>
          {words().edit}
        </button>
      )}
    </span>
  );
}

function Delivery(props: OutgoingProps): JSX.Element {
  if (props.entry.refusal !== null) return <Refusal {...props} />;
  if (!props.stuck) return <span class="meta">{words().sending}</span>;
  return (
    <span class="meta">
      {words().notSentYet}{" "}
      <button type="button" class="link" onClick={props.retry}>
        {words().retryNow}
      </button>
    </span>
  );
}

export function OutgoingBubble(props: OutgoingProps): JSX.Element {
  return (
    <li class="message by-customer is-unsent">
      <span class="unseen">{words().you}</span>
      <div class="bubble" dir="auto">
        <RichText text={props.entry.shown} plain />
      </div>
      <Delivery {...props} />
    </li>
  );
}
