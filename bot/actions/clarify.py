"""What happens when a message is not understood: searched once, a person offered, then called."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot import helpdesk_client
from bot.actions.handover import person_button
from bot.actions.helpdesk_action import Events, HelpdeskAction, hand_over
from bot.actions.questions import say_answer, say_found
from bot.actions.turn import Turn, button
from bot.helpdesk_client import Answer
from bot.languages.sentences import N_

NEAR = (
    N_(
        "I am not sure I understood you. These articles may be near it. "
        "Could you say it in other words?"
    ),
    N_("Is it about one of these? If not, please say it in other words."),
)
UNCLEAR = (
    N_("I am not sure I understood you. Could you say it in other words?"),
    N_("I did not get that. What is it about?"),
)
STILL_UNCLEAR = (
    N_(
        "I still do not understand, and I do not want to waste your time. "
        "Would you like a person to help?"
    ),
    N_("That is beyond me. Shall I get a person?"),
)
GIVING_UP = (
    N_("I keep misunderstanding you, so a person takes over."),
    N_("We are going round in circles, so a person takes over."),
)


class ActionClarify(HelpdeskAction):
    """A message not understood: searched for once, then a person is offered, then called."""

    def name(self) -> str:
        return "action_clarify"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        failures = 1 + self._failures_just_before(turn, tracker)
        if failures > 2:
            events = await hand_over(
                turn,
                "not_understood",
                turn.one_of(GIVING_UP),
            )
            return [*events, SlotSet("misunderstood", 0), SlotSet("offer", None)]
        answer = await helpdesk_client.connected().find_answer(turn.asked_by, turn.asked)
        if answer.sure:
            return [*say_answer(turn, answer), SlotSet("misunderstood", 0)]
        if turn.foreign or (failures == 1 and answer.outcome == "suggested"):
            return [*say_answer(turn, answer), SlotSet("misunderstood", failures)]
        if failures == 1:
            say_found(turn, answer, turn.one_of(NEAR if answer.sources else UNCLEAR))
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


def _offer_person(turn: Turn, answer: Answer) -> None:
    turn.say(
        turn.one_of(STILL_UNCLEAR),
        buttons=[
            person_button(turn),
            button(turn.words("No, I will try again"), '/deny{"step": "person"}'),
        ],
        answer=answer,
    )
