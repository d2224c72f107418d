"""Checks by a one-time code that a case belongs to the customer."""

import re
from http import HTTPStatus
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot import helpdesk_client
from bot.actions.forms.form import InterruptibleForm, Slots, answered_turn, heard_in, leaving
from bot.actions.tickets import case_number_in
from bot.actions.turn import Turn, turn_of
from bot.helpdesk_client import HelpdeskError, HelpdeskRefused

CODE = re.compile(r"\b\d{4} ?\d{4}\b")


class ValidateProofForm(InterruptibleForm):
    """Asks for the number, has a code sent to the address on the case, and checks the code."""

    def name(self) -> str:
        return "validate_proof_form"

    async def validate_shown_number(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        if value is None:  # emptied in this same turn
            return {"shown_number": None}
        turn = turn_of(tracker, dispatcher)
        if answered_turn("shown_number", tracker, dispatcher):
            ending = leaving(heard_in(turn, value))
            if ending:
                return {"shown_number": None, "ending": ending}
        number = case_number_in(value)
        if number is None:
            turn.say(turn.words("I do not recognise a case number in that."))
            return {"shown_number": None}
        return await _code_sent(turn, number)

    async def validate_access_code(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        if value is None:
            return {"access_code": None}
        turn = turn_of(tracker, dispatcher)
        code = CODE.search(value)
        if code and not case_number_in(value):
            typed = code[0].replace(" ", "")
            return await _code_checked(turn, str(tracker.get_slot("shown_number")), typed)
        ending = leaving(heard_in(turn, value))
        if ending:
            return {"access_code": None, "ending": ending}
        turn.say(turn.words("The code is a number of eight digits."))
        return {"access_code": None}


async def _code_sent(turn: Turn, number: str) -> Slots:
    """Says the same whether or not the number exists: the words must not give that away."""
    try:
        wait = await helpdesk_client.connected().send_code(turn.asked_by, number)
    except HelpdeskError:
        return {"shown_number": number, "ending": "broken"}
    if wait:
        turn.say(
            turn.words(
                "Several codes were sent already: use the newest, or ask again in {wait}.",
                wait=wait,
            )
        )
    else:
        turn.say(
            turn.words(
                "If {number} exists, a code is on its way to the e-mail address on it.",
                number=number,
            )
        )
    return {"shown_number": number}


async def _code_checked(turn: Turn, number: str, code: str) -> Slots:
    try:
        checked = await helpdesk_client.connected().check_code(
            turn.asked_by, number=number, code=code
        )
    except HelpdeskError as fault:
        another = isinstance(fault, HelpdeskRefused) and fault.status == HTTPStatus.CONFLICT
        return {"access_code": None, "ending": "somebody_else" if another else "broken"}
    if checked.verified:
        return {"access_code": "accepted"}
    if checked.attempts_left <= 0:
        return {"access_code": None, "ending": "refused"}
    left = checked.attempts_left
    turn.say(turn.words("That code is not right. Attempts left: {left}.", left=left))
    return {"access_code": None}
