"""Tells where tickets and complaints stand: to their owner, and in the chat that filed them."""

import re
from collections.abc import Sequence
from textwrap import shorten

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet

from bot import helpdesk_client
from bot.actions.handover import PASSING_ON, person_button
from bot.actions.helpdesk_action import BROKEN, Events, HelpdeskAction, hand_over
from bot.actions.questions import look_up
from bot.actions.turn import Turn, emptied
from bot.helpdesk_client import Case, Cases, HandoffReason
from bot.languages.sentences import N_

MOST_TOLD = 5
LONGEST_SUBJECT = 60
NUMBER = re.compile(r"\b([TC])-?(\d{4})-?(\d{6})\b", re.IGNORECASE)

ENDINGS_WITH_A_PERSON: dict[str, tuple[HandoffReason, Sequence[str]]] = {
    "person": ("customer_request", PASSING_ON),
    "refused": (
        "policy_restriction",
        [N_("That code was not right either. To keep your case safe, a person takes over.")],
    ),
    "somebody_else": (
        "policy_restriction",
        [N_("That address belongs to somebody else than this conversation. A person takes over.")],
    ),
    "broken": ("tool_failure", BROKEN),
}


class ActionTellStatus(HelpdeskAction):
    """Tells what the helpdesk says may be told, else asks for proof."""

    def name(self) -> str:
        return "action_tell_status"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        number = case_number_in(turn.text)
        if turn.foreign and not number:
            return await look_up(turn)
        found = await helpdesk_client.connected().find_cases(turn.asked_by, number)
        if found.verified or found.cases:
            say_cases(turn, found, number)
            return cleared(tracker)
        if not found.code_can_be_sent:
            turn.say(
                turn.words(
                    "I may only tell this to the owner of the case, and I cannot check here that "
                    "it is you. A person can help."
                ),
                buttons=[person_button(turn)],
            )
            return [*cleared(tracker), SlotSet("offer", "person")]
        turn.say(
            turn.words(
                "I may only tell this to the owner of the case. A one-time code, sent to the "
                "e-mail address on it, proves that this is you."
            )
        )
        return [*cleared(tracker), SlotSet("shown_number", number), FollowupAction("proof_form")]


class ActionFinishProof(HelpdeskAction):
    """After the proof: the case, or why there is none to show."""

    def name(self) -> str:
        return "action_finish_proof"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        ending = tracker.get_slot("ending")
        if ending == "stop":
            turn.say(turn.words("All right, I stopped. What would you like to do instead?"))
            return cleared(tracker)
        if ending in ENDINGS_WITH_A_PERSON:
            reason, sentences = ENDINGS_WITH_A_PERSON[ending]
            return [*await hand_over(turn, reason, turn.one_of(sentences)), *cleared(tracker)]
        number = tracker.get_slot("shown_number")
        say_cases(turn, await helpdesk_client.connected().find_cases(turn.asked_by, number), number)
        return cleared(tracker)


def case_number_in(text: str) -> str | None:
    """The first ticket or complaint number in a text, as the helpdesk writes it."""
    found = NUMBER.search(text)
    return f"{found[1].upper()}-{found[2]}-{found[3]}" if found else None


def say_cases(turn: Turn, found: Cases, number: str | None) -> None:
    """Where the cases stand; none at all is said plainly."""
    if found.cases:
        turn.say(told(turn, found))
        return
    if number:
        words = turn.words(
            "I find no trace of a case with the number {number} under your name. "
            "A person can look further.",
            number=number,
        )
    else:
        words = turn.words(
            "I find no trace of a ticket or complaint under your name. A person can look further."
        )
    turn.say(words, buttons=[person_button(turn)])


def cleared(tracker: Tracker) -> Events:
    """A proof counts once; no number or code stays behind."""
    names = ["shown_number", "access_code", "ending", "offer"]
    return emptied(tracker, names)


def told(turn: Turn, found: Cases) -> str:
    """One case as a sentence, several as a list of them."""
    if len(found.cases) == 1:
        words = found.cases[0].sentence
    else:
        lines = [turn.words("These are your cases, the newest first:") + "\n"]
        lines += [f"- {_listed(turn, case)}" for case in found.cases[:MOST_TOLD]]
        older = len(found.cases) - MOST_TOLD
        if older > 0:
            rest = turn.words(
                "Older ones are not listed ({count}): ask for one by its number.", count=older
            )
            lines.append(f"\n{rest}")
        words = "\n".join(lines)
    if found.verified:
        return words
    another = turn.words("If you mean another case, tell me its number.")
    return f"{words}\n\n{another}"


def _listed(turn: Turn, case: Case) -> str:
    subject = shorten(case.subject, LONGEST_SUBJECT, placeholder=" …")
    about = turn.words("It is about: {subject}", subject=subject)
    return f"{case.sentence} {about}"
