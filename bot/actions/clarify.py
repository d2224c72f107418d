"""What happens when a message is not understood: searched once, a person offered, then called."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot import helpdesk_client
from bot.actions.handover import PERSON_BUTTON
from bot.actions.helpdesk_action import Events, HelpdeskAction, hand_over
from bot.actions.questions import say_answer, say_found
from bot.actions.turn import Turn, button
from bot.helpdesk_client import Answer

KEEP_TRYING_BUTTON = button("No, I will try again", '/deny{"step": "person"}')


class ActionClarify(HelpdeskAction):
    """A message not understood: searched for once, then a person is offered, then called."""

    def name(self) -> str:
        return "action_clarify"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        failures = 1 + self._failures_just_before(turn, tracker)
        if failures > 2:
            events = await hand_over(
                turn, "not_understood", "I keep misunderstanding you, so a person takes over."
            )
            return [*events, SlotSet("misunderstood", 0), SlotSet("offer", None)]
        answer = await helpdesk_client.connected().find_answer(turn.asked_by, turn.text)
        if answer.outcome == "answered":
            return [*say_answer(turn, answer), SlotSet("misunderstood", 0)]
        if failures == 1:
            _ask_again(turn, answer)
            return [SlotSet("misunderstood", 1), SlotSet("offer", None)]
        _offer_person(turn, answer)
        return [SlotSet("misunderstood", failures), SlotSet("offer", "person")]

    def _failures_just_before(self, turn: Turn, tracker: Tracker) -> int:
        """Only failures in a row count: any other action in between starts afresh."""
        in_a_row = turn.previous_action in {"action_clarify", "action_default_fallback"}
        return int(tracker.get_slot("misunderstood") or 0) if in_a_row else 0


class ActionDefaultFallback(ActionClarify):
    """When no rule fits, Rasa would forget the turn; the customer gets the same help instead."""

    def name(self) -> str:
        return "action_default_fallback"


def _ask_again(turn: Turn, answer: Answer) -> None:
    near = " These articles may be near it." if answer.sources else ""
    say_found(
        turn, answer, "I am not sure I understood you." + near + " Could you say it in other words?"
    )


def _offer_person(turn: Turn, answer: Answer) -> None:
    turn.say(
        "I still do not understand, and I do not want to waste your time. "
        "Would you like a person to help?",
        buttons=[PERSON_BUTTON, KEEP_TRYING_BUTTON],
        sources=answer.sources,
        question_id=answer.question_id,
        confidence=answer.confidence,
    )
