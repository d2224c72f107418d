/* After the handover: where an answer reaches a customer of whom nothing is known, should they leave. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LiveConversation } from "../conversation/live";
import { words } from "../language/current";

/** The form goes, and a keyboard user with it, back to where they write. */
function backToWriting(): void {
  document.querySelector<HTMLElement>("[data-first]")?.focus();
}

function Question({ live, told }: { live: LiveConversation; told: () => void }): JSX.Element {
  const [contact, setContact] = useState("");
  const [fault, setFault] = useState("");
  const send = async (event: Event) => {
    event.preventDefault();
    setFault("");
    try {
      await live.leaveContact(contact);
      told();
      backToWriting();
    } catch (problem) {
      setFault((problem as Error).message);
    }
  };
  const skip = () => {
    live.skipContact();
    backToWriting();
  };
  return (
    <form class="reach" aria-labelledby="reach-title" onSubmit={(event) => void send(event)}>
      <p id="reach-title">{words().reachWhere}</p>
      <p id="reach-why" class="quiet">
        {words().reachWhy}
      </p>
      <label class="field">
        <span class="unseen">{words().reachLabel}</span>
        <input
          value={contact}
          placeholder={words().reachExample}
          autocomplete="email"
          maxLength={500}
          aria-describedby="reach-why"
          onInput={(event) => setContact(event.currentTarget.value)}
        />
      </label>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <div class="reach-foot">
        <button type="submit" class="secondary">
          {words().send}
        </button>
        <button type="button" class="link" onClick={skip}>
          {words().skip}
        </button>
      </div>
    </form>
  );
}

export function Reach({ live, asked }: { live: LiveConversation; asked: boolean }): JSX.Element {
  const [told, setTold] = useState(false);
  return (
    <div>
      {asked && <Question live={live} told={() => setTold(true)} />}
      <p role="status" class="quiet">
        {told && words().reachThanks}
      </p>
    </div>
  );
}
