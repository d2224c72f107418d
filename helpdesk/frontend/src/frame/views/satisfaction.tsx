/* After a conversation was resolved: how satisfied the customer is, from 1 to 5. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LiveConversation } from "../conversation/live";

const SCORES = [
  [1, "very dissatisfied"],
  [2, "dissatisfied"],
  [3, "neither"],
  [4, "satisfied"],
  [5, "very satisfied"],
] as const;

interface ScoresProps {
  score: number | null;
  choose: (score: number) => void;
}

function Scores({ score, choose }: ScoresProps): JSX.Element {
  return (
    <fieldset class="scores">
      <legend>How satisfied are you with this conversation?</legend>
      {SCORES.map(([value, meaning]) => (
        <label key={value} class="score">
          <input
            type="radio"
            name="score"
            value={value}
            checked={score === value}
            aria-label={`${value}, ${meaning}`}
            onChange={() => choose(value)}
          />
          <span aria-hidden="true">{value}</span>
        </label>
      ))}
      <span class="quiet ends" aria-hidden="true">
        1 very dissatisfied, 5 very satisfied
      </span>
    </fieldset>
  );
}

export function Satisfaction({ live }: { live: LiveConversation }): JSX.Element {
  const [score, setScore] = useState<number | null>(null);
  const [comment, setComment] = useState("");
  const [fault, setFault] = useState("");
  if (live.kept()?.score) {
    return (
      <p class="notice" role="status">
        Thank you for your rating.{comment.trim() && " Your words arrived, and people read them."}
      </p>
    );
  }
  const send = (event: Event) => {
    event.preventDefault();
    if (score === null) return;
    live
      .rateAll(score, comment.trim() || null)
      .catch((problem: Error) => setFault(problem.message));
  };
  return (
    <form class="satisfaction" onSubmit={send}>
      <Scores score={score} choose={setScore} />
      {score !== null && (
        <div class="missing">
          <label class="field">
            <span class="unseen">Why? (optional)</span>
            <input
              value={comment}
              placeholder="Why? (optional)"
              maxLength={1000}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="secondary">
            Send rating
          </button>
        </div>
      )}
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}
