/* "Did this help?" with thumbs, and a place to say what was missing. */
import { ThumbsDown, ThumbsUp } from "lucide";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "./icon";
import { words } from "../language/current";

/** Resolves to all that is kept of the customer's words. */
export type Rate = (helpful: boolean, comment: string | null) => Promise<string | null>;

interface HelpfulProps {
  helpful: boolean | null;
  comment: string | null;
  rate: Rate;
}

function Missing({ send }: { send: (comment: string) => void }): JSX.Element {
  const [comment, setComment] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    if (comment.trim()) send(comment.trim());
  };
  return (
    <form class="missing" onSubmit={submit}>
      <label class="field">
        <span class="unseen">{words().missing}</span>
        <input
          value={comment}
          placeholder={words().missing}
          maxLength={1000}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="secondary">
        {words().send}
      </button>
    </form>
  );
}

function Arrived({ comment }: { comment: string | null }): JSX.Element {
  return (
    <div role="status">
      {comment && (
        <p class="quiet arrived">
          {words().wordsArrived} <q dir="auto">{comment}</q>
        </p>
      )}
    </div>
  );
}

export function Helpful({ helpful, comment, rate }: HelpfulProps): JSX.Element {
  const [chosen, setChosen] = useState(helpful);
  const [kept, setKept] = useState(comment);
  const [fault, setFault] = useState("");

  async function choose(value: boolean, said: string | null): Promise<void> {
    setFault("");
    try {
      setKept(await rate(value, said));
      setChosen(value);
    } catch (problem) {
      setFault((problem as Error).message);
    }
  }

  const thumb = (value: boolean, label: string, shape: typeof ThumbsUp) => (
    <button
      type="button"
      class="bare small"
      aria-label={label}
      aria-pressed={chosen === value}
      onClick={() => void choose(value, null)}
    >
      <Icon shape={shape} />
    </button>
  );
  return (
    <div class="helpful">
      <div class="helpful-row" role="group" aria-label={words().helped}>
        <span class="quiet">{chosen === null ? words().helped : words().thanks}</span>
        {thumb(true, words().helpedYes, ThumbsUp)}
        {thumb(false, words().helpedNo, ThumbsDown)}
      </div>
      {chosen === false && !kept && <Missing send={(said) => void choose(false, said)} />}
      <Arrived comment={kept} />
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
