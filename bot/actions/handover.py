"""Asks for a person."""

from rasa_sdk import Tracker

from bot.actions.helpdesk_action import Events, HelpdeskAction, hand_over
from bot.actions.turn import Button, Turn, button
from bot.languages.sentences import N_

PASSING_ON = (N_("I am passing you on to a person."), N_("I am getting a person for you."))


def person_button(turn: Turn) -> Button:
    """Hands the conversation over at once."""
    return button(turn.words("Talk to a person"), "/talk_to_human")


class ActionRequestPerson(HelpdeskAction):
    """The customer wants a person: no questions asked."""

    def name(self) -> str:
        return "action_request_person"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        return await hand_over(turn, "customer_request", turn.one_of(PASSING_ON))
