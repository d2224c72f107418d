/* The buttons that the bot offered: open, or kept as history with the chosen one marked. */
import { Check } from "lucide";
import type { JSX } from "preact";
import type { Offer } from "../conversation/timeline";
import type { Choice } from "../types";
import { Icon } from "./icon";
import { words } from "../language/current";

interface OffersProps {
  offers: Offer[];
  choose: (choice: Choice) => void;
}

export function Offers({ offers, choose }: OffersProps): JSX.Element | null {
  if (offers.length === 0) return null;
  return (
    <div class="offers" role="group" aria-label={words().choices}>
      {offers.map(({ choice, chosen, enabled }) => (
        <button
          key={choice.payload}
          type="button"
          class={chosen ? "chip is-chosen" : "chip"}
          disabled={!enabled}
          onClick={() => choose(choice)}
        >
          {chosen && <Icon shape={Check} />}
          {choice.title}
          {chosen && <span class="unseen"> {words().chosen}</span>}
        </button>
      ))}
    </div>
  );
}
