/* The buttons that the bot offered: open, or kept as history with the chosen one marked. */
import { Check } from "lucide";
import type { JSX } from "preact";
import type { Offer } from "../conversation/timeline";
import type { Choice } from "../types";
import { Icon } from "./icon";
import { words } from "../language/current";

interface ChipProps {
  offer: Offer;
  choose: (choice: Choice) => void;
  /** Shown instead of the title, where that stands above it already. */
  label?: string;
}

interface OffersProps {
  offers: Offer[];
  choose: (choice: Choice) => void;
}

export function Chip({ offer, choose, label }: ChipProps): JSX.Element {
  const { choice, chosen, enabled } = offer;
  return (
    <button
      type="button"
      class={chosen ? "chip is-chosen" : "chip"}
      disabled={!enabled}
      onClick={() => choose(choice)}
    >
      {chosen && <Icon shape={Check} />}
      {label ?? choice.title}
      {label && <span class="unseen">: {choice.title}</span>}
      {chosen && <span class="unseen"> {words().chosen}</span>}
    </button>
  );
}

export function Offers({ offers, choose }: OffersProps): JSX.Element | null {
  if (offers.length === 0) return null;
  return (
    <div class="offers" role="group" aria-label={words().choices}>
      {offers.map((offer) => (
        <Chip key={offer.choice.payload} offer={offer} choose={choose} />
      ))}
    </div>
  );
}
