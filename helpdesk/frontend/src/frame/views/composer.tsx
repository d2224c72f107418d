/* Where the customer writes: the draft is kept at every keystroke, the person always within reach. */
import { Headset, SendHorizontal } from "lucide";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationState, LiveConversation } from "../conversation/live";
import type { Floor } from "../types";
import type { Widget } from "../widget";
import { Icon } from "./icon";
import { counted, words } from "../language/current";

const LIMIT = 4000;
/** From here on the customer sees how much room is left. */
const NEAR = 3600;

function Room({ length }: { length: number }): JSX.Element {
  const left = LIMIT - length;
  const sentence =
    left >= 0 ? counted(words().charactersLeft, left) : counted(words().charactersTooMany, -left);
  return (
    <span role="status" class={left < 0 ? "fault" : "quiet"}>
      {length >= NEAR && sentence}
    </span>
  );
}

function AskForPerson({ live, floor }: { live: LiveConversation; floor: Floor }): JSX.Element {
  const [fault, setFault] = useState("");
  const [asking, setAsking] = useState(false);
  const hasPerson = floor === "waiting" || floor === "agent";
  const ask = async () => {
    setFault("");
    setAsking(true);
    await live.askForPerson().catch((problem: Error) => setFault(problem.message));
    setAsking(false);
  };
  return (
    <>
      {hasPerson ? (
        <span class="quiet">{floor === "waiting" ? words().personAsked : ""}</span>
      ) : (
        <button type="button" class="link" disabled={asking} onClick={() => void ask()}>
          <Icon shape={Headset} />
          {words().talkToPerson}
        </button>
      )}
      {fault && (
        <span class="fault" role="alert">
          {fault}
        </span>
      )}
    </>
  );
}

/** The draft of one conversation; also takes back what the customer wants to edit. */
function useDraft(widget: Widget, key: string, outgoing: number): [string, (text: string) => void] {
  const [text, setText] = useState(widget.conversations.draft(key));
  useEffect(() => setText(widget.conversations.draft(key)), [key, outgoing]);
  const change = (next: string) => {
    widget.conversations.keepDraft(key, next);
    setText(next);
  };
  return [text, change];
}

interface ComposerProps {
  widget: Widget;
  live: LiveConversation;
  state: ConversationState;
}

export function Composer({ widget, live, state }: ComposerProps): JSX.Element {
  const [text, setText] = useDraft(widget, live.key, state.outgoing.length);
  const box = useRef<HTMLTextAreaElement>(null);
  const canSend = text.trim() !== "" && text.length <= LIMIT;
  const send = (event?: Event) => {
    event?.preventDefault();
    if (!canSend) return;
    live.say({ text: text.trim() }, text.trim());
    setText("");
    box.current?.focus();
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    send(event);
  };
  return (
    <form class="composer" onSubmit={send}>
      <div class="composer-row">
        <textarea
          ref={box}
          data-first
          rows={1}
          dir="auto"
          aria-label={words().yourMessage}
          placeholder={state.floor === "resolved" ? words().writeAgain : words().write}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            live.types();
          }}
          onKeyDown={sendOnEnter}
        />
        <button
          type="submit"
          class="primary send"
          aria-label={words().sendMessage}
          disabled={!canSend}
        >
          <Icon shape={SendHorizontal} />
        </button>
      </div>
      <div class="composer-foot">
        <AskForPerson live={live} floor={state.floor} />
        <Room length={text.length} />
      </div>
    </form>
  );
}
