/* A message on its way: sending, waiting for the connection, or refused with the reason. */
import type { JSX } from "preact";
import type { Outgoing } from "../storage/outbox";
import { RichText } from "../text/rich-text";

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
      Not sent: {entry.refusal}{" "}
      <button type="button" class="link" onClick={retry}>
        Retry
      </button>{" "}
      {"text" in entry.said && (
        <button type="button" class="link" onClick={takeBack}>
          Edit
        </button>
      )}
    </span>
  );
}

function Delivery(props: OutgoingProps): JSX.Element {
  if (props.entry.refusal !== null) return <Refusal {...props} />;
  if (!props.stuck) return <span class="meta">Sending</span>;
  return (
    <span class="meta">
      Not sent yet: no connection{" "}
      <button type="button" class="link" onClick={props.retry}>
        Retry now
      </button>
    </span>
  );
}

export function OutgoingBubble(props: OutgoingProps): JSX.Element {
  return (
    <li class="message by-customer is-unsent">
      <span class="unseen">You:</span>
      <div class="bubble" dir="auto">
        <RichText text={props.entry.shown} plain />
      </div>
      <Delivery {...props} />
    </li>
  );
}
