/* One conversation: who is talking, the log, and the composer. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { ConversationState, LiveConversation } from "../conversation/live";
import { useStore } from "../store";
import type { Widget } from "../widget";
import { Composer } from "./composer";
import { Header } from "./header";
import { Log } from "./log";
import { Satisfaction } from "./satisfaction";
import { Talking } from "./talking";
import { words } from "../language/current";

/** What is on screen counts as read. */
function useReading(live: LiveConversation, state: ConversationState, shown: boolean): void {
  useEffect(() => {
    const read = () => shown && !document.hidden && live.markRead();
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [live, state.messages, shown]);
}

function LineFault({ state, widget }: { state: ConversationState; widget: Widget }): JSX.Element {
  const sentence = state.refusal ?? (state.line === "offline" ? words().offline : null);
  return (
    <div role="status">
      {sentence && (
        <p class="notice">
          {sentence}{" "}
          {state.refusal && (
            <button type="button" class="link" onClick={() => widget.begin()}>
              {words().startNewConversation}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

interface ConversationProps {
  widget: Widget;
  live: LiveConversation;
}

export function ConversationView({ widget, live }: ConversationProps): JSX.Element {
  const state = useStore(live.store);
  const { settings, shown } = useStore(widget.store);
  useReading(live, state, shown);
  return (
    <>
      <Header
        widget={widget}
        title={settings?.company ?? words().help}
        back={() => widget.show({ name: "home" })}
      >
        <Talking floor={state.floor} agent={state.agent} />
      </Header>
      <main class="conversation">
        <LineFault state={state} widget={widget} />
        <Log widget={widget} live={live} state={state} />
        {state.floor === "resolved" && <Satisfaction live={live} />}
        <Composer widget={widget} live={live} state={state} />
      </main>
    </>
  );
}
