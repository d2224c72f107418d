"""Hears a complaint, offers to file it, and files what the form took down."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet

from bot import helpdesk_client
from bot.actions.grievance import says_several_things, tells_what_happened
from bot.actions.handover import PASSING_ON, person_button
from bot.actions.helpdesk_action import Events, HelpdeskAction, hand_over
from bot.actions.questions import answer_beside, look_up
from bot.actions.turn import Button, Turn, button, emptied
from bot.helpdesk_client import HelpdeskRefused
from bot.languages.glossary import in_english
from bot.languages.sentences import N_

EXPLICIT = re.compile(r"\bcompl(ain|ian)\w*", re.IGNORECASE)
SORRY = (
    N_(
        "I am sorry that this happened. Would you like me to file this as a complaint? "
        "You get a number, and a person answers for the outcome."
    ),
    N_(
        "That should not have happened. Would you like me to file this as a complaint? "
        "A person answers for the outcome."
    ),
)
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


class ActionHearComplaint(HelpdeskAction):
    """Whoever says "complain" gets the form; whoever is merely angry is asked first.

    What the message told already is not asked for again.
    """

    def name(self) -> str:
        return "action_hear_complaint"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        if turn.entities.get("step") == "start":
            return start_complaint(tracker, tracker.get_slot("offered_words"))
        if turn.foreign:
            return await look_up(turn)
        if says_several_things(turn.asked):
            await answer_beside(turn)
        if EXPLICIT.search(in_english(turn.text)):
            return start_complaint(tracker, turn.text)
        turn.say(
            turn.one_of(SORRY),
            buttons=[
                start_button(turn),
                button(turn.words("No"), '/deny{"step": "complaint"}'),
                person_button(turn),
            ],
        )
        return [SlotSet("offer", "complaint"), SlotSet("offered_words", turn.text)]


class ActionAskComplaintDecision(HelpdeskAction):
    """Reads the complaint back before it is sent."""

    def name(self) -> str:
        return "action_ask_complaint_decision"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        turn.say(
            turn.words(
                "This is what I will send:\n\n"
                "What happened: {what_happened}\n"
                "What you would like: {remedy}\n"
                "How to reach you: {contact}\n\n"
                "Shall I send it?",
                what_happened=_shown(turn, tracker, "what_happened"),
                remedy=_shown(turn, tracker, "remedy_sought"),
                contact=_shown(turn, tracker, "contact"),
            ),
            buttons=[
                button(turn.words("Send the complaint"), "/affirm"),
                button(turn.words("Change my last answer"), '/deny{"step": "back"}'),
                button(turn.words("Change what happened"), '/deny{"step": "what_happened"}'),
                button(turn.words("Change what I would like"), '/deny{"step": "remedy_sought"}'),
                button(turn.words("Stop"), "/stop"),
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
                *await hand_over(turn, "complaint", turn.one_of(PASSING_ON)),
                *cleared(tracker),
            ]
        if ending == "stop":
            turn.say(
                turn.words(
                    "All right, I stopped and sent nothing. What would you like to do instead?"
                ),
                buttons=[person_button(turn)],
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
            words = turn.words("I could not file your complaint, so a person takes it from here.")
            return [*await hand_over(turn, "complaint", words), *cleared(tracker)]
        turn.say(filed.acknowledgement)
        return cleared(tracker)


def start_button(turn: Turn) -> Button:
    """Opens the form with what was said already."""
    return button(turn.words("Yes, file a complaint"), '/file_complaint{"step": "start"}')


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


def _shown(turn: Turn, tracker: Tracker, slot: str) -> str:
    return _given(tracker, slot) or turn.words("(left out)")
