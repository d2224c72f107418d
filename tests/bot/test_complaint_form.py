"""What the complaint form takes over, asks again, and leaves to the customer."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.complaints import ActionHearComplaint
from bot.actions.forms.complaint_form import ValidateComplaintForm
from tests import coroutines
from tests.bot.fake_helpdesk import FakeHelpdesk
from tests.bot.recorded_call import tracker_of

NEEDED = "neither an e-mail address nor a phone number"


def heard(text: str) -> dict[str, Any]:
    """The slots that are filled when this message opens the form."""
    tracker = tracker_of(text, intent=("file_complaint", 0.9))
    events = coroutines.run(ActionHearComplaint().run(CollectingDispatcher(), tracker, {}))
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def answered(slot: str, text: str, *, intent: str = "deny") -> tuple[dict[str, Any], str]:
    """What becomes of an answer to the form's question, and what the bot says to it."""
    tracker = tracker_of(text, intent=(intent, 0.5), requested_slot=slot)
    dispatcher = CollectingDispatcher()
    validate = getattr(ValidateComplaintForm(), f"validate_{slot}")
    slots = coroutines.run(validate(text, dispatcher, tracker, {}))
    return slots, " ".join(said["custom"]["text"] for said in dispatcher.messages)


def test_a_complaint_that_was_told_is_taken_over(helpdesk: FakeHelpdesk) -> None:
    told = "I want to complain: my parcel came broken"
    assert heard(told)["what_happened"] == told
    assert heard("I want to complain").get("what_happened") is None


@pytest.mark.parametrize("contact", ["anna@example.com", "+49 30 1234567"])
def test_a_contact_that_reaches_somebody_is_taken(helpdesk: FakeHelpdesk, contact: str) -> None:
    assert answered("contact", contact) == ({"contact": contact}, "")


def test_a_contact_that_reaches_nobody_is_asked_for_again(helpdesk: FakeHelpdesk) -> None:
    slots, said = answered("contact", "call me maybe")
    assert slots == {"contact": None}
    assert NEEDED in said
    assert "You can also skip this." in said


def test_a_contact_can_be_skipped(helpdesk: FakeHelpdesk) -> None:
    assert answered("contact", "skip") == ({"contact": "skipped"}, "")


def test_a_contact_corrected_at_the_summary_has_to_reach_somebody(helpdesk: FakeHelpdesk) -> None:
    slots, said = answered("complaint_decision", "sorry, I meant my sister")
    assert slots == {"complaint_decision": None, "contact": None}
    assert NEEDED in said
    slots, said = answered("complaint_decision", "sorry, I meant eva@example.com")
    assert slots == {"complaint_decision": None, "contact": "eva@example.com"}
    assert said == ""
