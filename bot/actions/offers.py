"""Takes up or declines what the bot offered last."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot import helpdesk_client
from bot.actions.complaints import start_button, start_complaint
from bot.actions.handover import person_button
from bot.actions.helpdesk_action import Events, HelpdeskAction, hand_over
from bot.actions.questions import say_answer
from bot.actions.turn import Turn

OFFERING_ACTIONS = {
    "complaint": {"action_hear_complaint"},
    "person": {
        "action_answer_off_topic",
        "action_answer_question",
        "action_clarify",
        "action_default_fallback",
        "action_decline_offer",
    },
}
FORGET = [SlotSet("offer", None), SlotSet("offered_words", None), SlotSet("misunderstood", 0)]


class ActionAcceptOffer(HelpdeskAction):
    """A yes."""

    def name(self) -> str:
        return "action_accept_offer"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        offer = pending_offer(turn, tracker)
        if offer == "complaint":
            return start_complaint(tracker, tracker.get_slot("offered_words"))
        if offer == "person":
            words = turn.words("I am passing you on to a person.")
            return [*await hand_over(turn, "missing_knowledge", words), *FORGET]
        turn.say(turn.words("Good. What can I do for you?"))
        return []


class ActionDeclineOffer(HelpdeskAction):
    """A no: whoever will not complain may still want an answer."""

    def name(self) -> str:
        return "action_decline_offer"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        offer = pending_offer(turn, tracker)
        if offer == "complaint" and tracker.get_slot("offered_words"):
            return await self._search_instead(turn, tracker.get_slot("offered_words"))
        if offer == "person":
            turn.say(turn.words("All right. Tell me in other words what you are looking for."))
        else:
            turn.say(turn.words("All right. What can I do for you?"))
        return FORGET

    async def _search_instead(self, turn: Turn, words: str) -> Events:
        answer = await helpdesk_client.connected().find_answer(turn.asked_by, words)
        if answer.outcome == "answered":
            turn.say(turn.words("All right, no complaint. This may help:"))
            return [*FORGET, *say_answer(turn, answer)]
        turn.say(
            turn.words("All right, no complaint. Would you like a person to look at it?"),
            buttons=[person_button(turn), start_button(turn)],
            sources=answer.sources,
            question_id=answer.question_id,
            confidence=answer.confidence,
        )
        return [SlotSet("offer", "person")]


def pending_offer(turn: Turn, tracker: Tracker) -> str | None:
    """An offer stands for one turn only; a late yes means something else."""
    offer = tracker.get_slot("offer")
    made_by = OFFERING_ACTIONS.get(offer or "", set())
    by_button = offer is not None and turn.entities.get("step") == offer
    return str(offer) if turn.previous_action in made_by or by_button else None
