"""Takes up or declines what the bot offered last."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot import helpdesk_client
from bot.actions.complaints import start_button, start_complaint
from bot.actions.handover import PASSING_ON, person_button
from bot.actions.helpdesk_action import Events, HelpdeskAction, hand_over
from bot.actions.questions import chosen_key, say_answer, say_found, tell_chosen
from bot.actions.turn import Turn
from bot.languages.sentences import N_

LOOKING_UP = {
    "action_answer_off_topic",
    "action_answer_question",
    "action_clarify",
    "action_default_fallback",
    "action_decline_offer",
}
OFFERING_ACTIONS = {
    "complaint": {"action_hear_complaint"},
    "person": LOOKING_UP,
    "choice": LOOKING_UP | {"action_accept_offer"},
}
ANOTHER = (
    N_("Sorry, that was not it. Is this what you need?"),
    N_("My mistake. Perhaps it is this:"),
)
NONE = (
    N_("Sorry that I could not find it. A person gets your question and what I showed you."),
    N_("I do not know more than that. A person sees what you asked and what I showed you."),
)
WHICH = (N_("Gladly. Which one is it?"), N_("Which of them, please?"))
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
            words = turn.one_of(PASSING_ON)
            return [*await hand_over(turn, "missing_knowledge", words), *FORGET]
        if offer == "choice":
            return await _choose(turn)
        turn.say(turn.words("Good. What can I do for you?"))
        return []


class ActionDeclineOffer(HelpdeskAction):
    """A no: whoever will not complain may still want an answer."""

    def name(self) -> str:
        return "action_decline_offer"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        refused = turn.entities.get("step", "")
        if refused.isdecimal():
            return await _answer_again(turn, int(refused))
        offer = pending_offer(turn, tracker)
        if offer == "choice":
            return await _pass_on(turn)
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
            answer=answer,
        )
        return [SlotSet("offer", "person")]


async def _choose(turn: Turn) -> Events:
    """A yes to one place is that place; to several it does not say which."""
    offered = turn.said[0]["buttons"] if turn.said else []
    keys = [key for key in map(chosen_key, offered) if key]
    if len(keys) == 1:
        return await tell_chosen(turn, keys[0])
    if keys:
        turn.say(turn.one_of(WHICH), buttons=offered)
        return []
    turn.say(turn.words("Glad to help. I am here if you need anything else."))
    return FORGET


async def _answer_again(turn: Turn, question_id: int) -> Events:
    """What was answered did not help: the next best once, then a person."""
    answer = await helpdesk_client.connected().find_another(turn.asked_by, question_id)
    if answer.outcome != "answered":
        return await _pass_on(turn)
    say_found(turn, answer, f"{turn.one_of(ANOTHER)}\n\n{answer.text}", offer=True)
    return [*FORGET, SlotSet("offer", "choice")]


async def _pass_on(turn: Turn) -> Events:
    """To a person, with what was asked and offered."""
    await helpdesk_client.connected().refuse_answers(turn.asked_by)
    turn.say(turn.one_of(NONE))
    return FORGET


def pending_offer(turn: Turn, tracker: Tracker) -> str | None:
    """An offer stands for one turn only; a late yes means something else."""
    offer = tracker.get_slot("offer")
    made_by = OFFERING_ACTIONS.get(offer or "", set())
    by_button = offer is not None and turn.entities.get("step") == offer
    return str(offer) if turn.previous_action in made_by or by_button else None
