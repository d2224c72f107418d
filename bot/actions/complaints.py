"""Hears a complaint, offers to file it, and files what the form took down."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet

from bot import helpdesk_client
from bot.actions.grievance import tells_what_happened
from bot.actions.handover import PERSON_BUTTON
from bot.actions.helpdesk_action import Events, HelpdeskAction, hand_over
from bot.actions.turn import Turn, button, emptied
from bot.helpdesk_client import HelpdeskRefused

EXPLICIT = re.compile(r"\bcompl(ain|ian)\w*", re.IGNORECASE)
NOT_DESCRIBED = "The customer did not describe what happened."
SKIPPED = "skipped"
COMPLAINT_SLOTS = [
    "what_happened",
    "remedy_sought",
    "contact",
    "complaint_decision",
    "ending",
    "offer",
    "offered_words",
]

START_BUTTON = button("Yes, file a complaint", '/file_complaint{"step": "start"}')
DECLINE_BUTTON = button("No", '/deny{"step": "complaint"}')


class ActionHearComplaint(HelpdeskAction):
    """Whoever says "complain" gets the form; whoever is merely angry is asked first.

    What the message told already is not asked for again.
    """

    def name(self) -> str:
        return "action_hear_complaint"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        if turn.entities.get("step") == "start":
            return start_complaint(tracker, tracker.get_slot("offered_words"))
        if EXPLICIT.search(turn.text):
            return start_complaint(tracker, turn.text)
        turn.say(
            "I am sorry that this happened. Would you like me to file this as a complaint? "
            "You get a number, and a person answers for the outcome.",
            buttons=[START_BUTTON, DECLINE_BUTTON, PERSON_BUTTON],
        )
        return [SlotSet("offer", "complaint"), SlotSet("offered_words", turn.text)]


class ActionAskComplaintDecision(HelpdeskAction):
    """Reads the complaint back before it is sent."""

    def name(self) -> str:
        return "action_ask_complaint_decision"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        turn.say(
            "This is what I will send:\n\n"
            f"What happened: {_shown(tracker, 'what_happened')}\n"
            f"What you would like: {_shown(tracker, 'remedy_sought')}\n"
            f"How to reach you: {_shown(tracker, 'contact')}\n\n"
            "Shall I send it?",
            buttons=[
                button("Send the complaint", "/affirm"),
                button("Change my last answer", '/deny{"step": "back"}'),
                button("Change what happened", '/deny{"step": "what_happened"}'),
                button("Change what I would like", '/deny{"step": "remedy_sought"}'),
                button("Stop", "/stop"),
            ],
        )
        return []


class ActionFinishComplaint(HelpdeskAction):
    """Files the complaint, or respects that the customer left the form."""

    def name(self) -> str:
        return "action_finish_complaint"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        ending = tracker.get_slot("ending")
        if ending == "person":
            return [
                *await hand_over(turn, "complaint", "I am passing you on to a person."),
                *cleared(tracker),
            ]
        if ending == "stop":
            turn.say(
                "All right, I stopped and sent nothing. What would you like to do instead?",
                buttons=[PERSON_BUTTON],
            )
            return cleared(tracker)
        return await self._file(turn, tracker)

    async def _file(self, turn: Turn, tracker: Tracker) -> Events:
        try:
            filed = await helpdesk_client.connected().file_complaint(
                turn.asked_by,
                what_happened=_given(tracker, "what_happened") or NOT_DESCRIBED,
                remedy_sought=_given(tracker, "remedy_sought"),
                contact=_given(tracker, "contact"),
            )
        except HelpdeskRefused:
            words = "I could not file your complaint, so a person takes it from here."
            return [*await hand_over(turn, "complaint", words), *cleared(tracker)]
        turn.say(filed.acknowledgement)
        return cleared(tracker)


def start_complaint(tracker: Tracker, words: str | None) -> Events:
    """Opens the form, with the words in which the customer told already what happened."""
    told = [SlotSet("what_happened", words)] if words and tells_what_happened(words) else []
    return [
        *cleared(tracker),
        *told,
        FollowupAction("complaint_form"),
    ]


def cleared(tracker: Tracker) -> Events:
    """Nothing of one complaint may leak into the next."""
    return emptied(tracker, COMPLAINT_SLOTS)


def _given(tracker: Tracker, slot: str) -> str | None:
    value = tracker.get_slot(slot)
    return None if value in {None, SKIPPED} else str(value)


def _shown(tracker: Tracker, slot: str) -> str:
    return _given(tracker, slot) or "(left out)"
