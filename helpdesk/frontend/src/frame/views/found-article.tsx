/* An article that was found, with its passage that fits. */
import type { JSX } from "preact";
import type { Hit } from "../types";

export function FoundArticle({ hit, open }: { hit: Hit; open: () => void }): JSX.Element {
  return (
    <li>
      <button type="button" class="card" onClick={open}>
        <span class="card-title">{hit.title}</span>
        <span class="card-line quiet">{hit.passage}</span>
      </button>
    </li>
  );
}
