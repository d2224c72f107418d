/* After a conversation was resolved: how satisfied the customer is, from 1 to 5. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LiveConversation } from "../conversation/live";
import type { Satisfaction as Judgement } from "../types";
import { words } from "../language/current";

type Score = Judgement["score"];

function meanings(): [score: Score, meaning: string][] {
  const { score1, score2, score3, score4, score5 } = words();
  return [
    [1, score1],
    [2, score2],
    [3, score3],
    [4, score4],
    [5, score5],
  ];
}

interface ScoresProps {
  score: Score | null;
  choose: (score: Score) => void;
}

function Scores({ score, choose }: ScoresProps): JSX.Element {
  return (
    <fieldset class="scores">
      <legend>{words().howSatisfied}</legend>
      {meanings().map(([value, meaning]) => (
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
        {words().scoreEnds}
      </span>
    </fieldset>
  );
}

export function Satisfaction({ live }: { live: LiveConversation }): JSX.Element {
  const [score, setScore] = useState<Score | null>(null);
  const [comment, setComment] = useState("");
  const [fault, setFault] = useState("");
  if (live.kept()?.score) {
    return (
      <p class="notice" role="status">
        {words().ratingThanks}
        {comment.trim() && ` ${words().ratingArrived}`}
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
            <span class="unseen">{words().why}</span>
            <input
              value={comment}
              placeholder={words().why}
              maxLength={1000}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="secondary">
            {words().sendRating}
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
