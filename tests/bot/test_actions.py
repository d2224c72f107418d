"""Single actions, and the action server's answer to a call that Rasa 3.6 really made."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import httpx
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.clarify import ActionClarify
from bot.actions.complaints import ActionHearComplaint
from bot.actions.helpdesk_action import HelpdeskAction
from bot.actions.offers import ActionAcceptOffer, ActionDeclineOffer
from bot.actions.questions import ActionAnswerOffTopic, ActionAnswerQuestion
from bot.actions.turn import turn_of
from bot.helpdesk_client import HelpdeskError
from tests import coroutines
from tests.bot.fake_helpdesk import FakeHelpdesk, serving
from tests.bot.rasa_server import running_actions
from tests.bot.recorded_call import RECORDED, tracker_of


def run(action: HelpdeskAction, tracker: Tracker) -> tuple[dict[str, Any], dict[str, Any]]:
    dispatcher = CollectingDispatcher()
    events = coroutines.run(action.run(dispatcher, tracker, {}))
    said = dispatcher.messages[-1]["custom"]
    return said, {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def test_a_turn_is_read_from_what_rasa_sends() -> None:
    turn = turn_of(tracker_of("how do I return a jacket"), CollectingDispatcher())
    assert turn.asked_by.conversation_id == "0b5e-recorded"
    assert turn.asked_by.idempotency_key == "17"
    assert turn.intent == "ask_knowledge"
    assert turn.previous_action is None


def test_the_bot_speaks_what_the_desk_says_and_still_knows_what_the_customer_speaks() -> None:
    tracker = tracker_of("gdzie jest moja paczka")
    tracker.latest_message["metadata"].update(language="pl", spoken="de")
    turn = turn_of(tracker, CollectingDispatcher())
    assert (turn.foreign, turn.words("Yes, file a complaint")) == (
        True,
        "Ja, Beschwerde aufnehmen",
    )


def test_an_answer_carries_sources_and_the_question(helpdesk: FakeHelpdesk) -> None:
    said, slots = run(ActionAnswerQuestion(), tracker_of("how do I return it"))
    assert said["text"] == "You have 30 days.\n\nThen it is yours."
    assert (said["question_id"], said["confidence"], len(said["sources"])) == (31, 0.91, 1)
    assert slots["offer"] is None


def heard(action: HelpdeskAction, tracker: Tracker) -> tuple[list[str], dict[str, Any]]:
    """Everything the action says, and the slots it sets."""
    dispatcher = CollectingDispatcher()
    events = coroutines.run(action.run(dispatcher, tracker, {}))
    texts = [message["custom"]["text"] for message in dispatcher.messages]
    return texts, {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def test_each_of_two_questions_is_answered_below_it(helpdesk: FakeHelpdesk) -> None:
    said, slots = heard(ActionAnswerQuestion(), tracker_of("how do I return it and also who pays"))
    assert said[0] == "**how do I return it**\nYou have 30 days.\n\nThen it is yours."
    assert said[1].startswith("**who pays**\nI do not know the answer to that")
    assert len(said) == 2
    assert slots["offer"] == "person"


def test_articles_that_contradict_each_other_are_said_to(helpdesk: FakeHelpdesk) -> None:
    said, slots = run(ActionAnswerQuestion(), tracker_of("what do contradicting articles say"))
    assert said["text"].startswith("Our articles say different things about this.")
    assert slots["offer"] == "choice"


def test_of_too_many_questions_the_first_are_answered_and_the_rest_asked_for(
    helpdesk: FakeHelpdesk,
) -> None:
    said, _ = heard(ActionAnswerQuestion(), tracker_of(" and also ".join(["return"] * 50)))
    assert len(said) == 4
    assert said[3].endswith("Please ask me the others one at a time.")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("hi! how do I return it", "Hello.\n\nYou have 30 days."),
        ("thanks, that helped. how do I return it", "You are welcome.\n\nYou have 30 days."),
    ],
)
def test_a_courtesy_before_a_question_is_returned_and_not_searched_for(
    helpdesk: FakeHelpdesk, text: str, begins: str
) -> None:
    said, _ = run(ActionAnswerQuestion(), tracker_of(text))
    assert said["text"].startswith(begins)
    assert helpdesk.bodies("answers", "0b5e-recorded")[0]["question"] == "how do I return it"


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("Your courier was rude. how do I return it", 1),
        ("Your courier was rude. and so on", 0),
        ("I complain about your courier. how do I return it", 1),
        ("Your courier was rude.", 0),
    ],
)
def test_a_question_beside_a_complaint_is_answered_where_the_answer_is_sure(
    helpdesk: FakeHelpdesk, text: str, answers: int
) -> None:
    said, slots = heard(ActionHearComplaint(), tracker_of(text, intent=("file_complaint", 0.9)))
    assert sum(words.startswith("You have 30 days.") for words in said) == answers
    assert ("offer" in slots) == ("complain" not in text)


def test_an_unknown_answer_offers_a_person(helpdesk: FakeHelpdesk) -> None:
    said, slots = run(ActionAnswerQuestion(), tracker_of("how do I paint"))
    assert [button["payload"] for button in said["buttons"]] == ["/talk_to_human"]
    assert slots["offer"] == "person"


def test_what_sounds_off_topic_is_answered_when_an_article_knows(helpdesk: FakeHelpdesk) -> None:
    said, _ = run(ActionAnswerOffTopic(), tracker_of("return of the king"))
    assert said["text"].startswith("You have 30 days.")


@pytest.mark.parametrize(
    ("question", "sure", "hears"),
    [
        (
            "is a scratch under warranty",
            0.99,
            "This may be it. Does it answer",
        ),
        ("will it rain", 0.99, "That is outside what I can do"),
        ("will it rain", 0.3, "I do not know the answer to that"),
    ],
)
def test_only_what_no_article_knows_and_is_surely_off_topic_is_called_so(
    helpdesk: FakeHelpdesk, question: str, sure: float, hears: str
) -> None:
    off_topic = tracker_of(question, intent=("out_of_scope", sure))
    said, _ = run(ActionAnswerOffTopic(), off_topic)
    assert said["text"].startswith(hears)
    wanted = '/deny{"step": "choice"}' if "warranty" in question else "/talk_to_human"
    assert said["buttons"][-1]["payload"] == wanted


@pytest.mark.parametrize(
    ("before", "failed", "reason", "now"),
    [
        (None, 0, None, 1),
        ("action_clarify", 1, None, 2),
        ("action_clarify", 2, "not_understood", 0),
        ("utter_greet", 2, None, 1),
    ],
)
def test_failures_count_only_in_a_row(
    helpdesk: FakeHelpdesk, before: str | None, failed: int, reason: str | None, now: int
) -> None:
    _, slots = run(ActionClarify(), tracker_of("xyzzy", before=before, misunderstood=failed))
    handoffs = helpdesk.bodies("handoffs", "0b5e-recorded")
    assert [body["reason"] for body in handoffs] == ([reason] if reason else [])
    assert slots["misunderstood"] == now


def test_a_yes_takes_up_only_the_offer_just_made(helpdesk: FakeHelpdesk) -> None:
    late = tracker_of("yes", before="utter_greet", offer="person")
    said, _ = run(ActionAcceptOffer(), late)
    assert said["text"] == "Good. What can I do for you?"
    run(ActionAcceptOffer(), tracker_of("yes", before="action_clarify", offer="person"))
    assert len(helpdesk.bodies("handoffs", "0b5e-recorded")) == 1


def after_choice(
    text: str, *, before: str = "action_answer_question", said: Sequence[dict[str, Any]] = ()
) -> Tracker:
    return tracker_of(text, before=before, said=said, offer="choice")


def test_a_yes_to_one_place_is_that_place(helpdesk: FakeHelpdesk) -> None:
    offer, _ = run(ActionAnswerQuestion(), tracker_of("what does the warranty cover"))
    said, _ = run(ActionAcceptOffer(), after_choice("yes", said=[offer]))
    assert said["text"] == "Two years, from the day of delivery."
    (asked,) = helpdesk.bodies("answers/chosen", "0b5e-recorded")
    assert asked["choice"] == "31:7:covers"


def test_a_yes_to_several_places_is_asked_which(helpdesk: FakeHelpdesk) -> None:
    offer, _ = run(ActionAnswerQuestion(), tracker_of("what do warranty and repair cover"))
    said, _ = run(ActionAcceptOffer(), after_choice("yes", said=[offer]))
    assert said["buttons"] == offer["buttons"]
    assert helpdesk.bodies("answers/chosen", "0b5e-recorded") == []


def test_a_yes_to_the_next_best_answer_asks_nothing_more(helpdesk: FakeHelpdesk) -> None:
    tracker = after_choice("yes", before="action_decline_offer")
    said, slots = run(ActionAcceptOffer(), tracker)
    assert (said["text"][:12], slots["offer"]) == ("Glad to help", None)


@pytest.mark.parametrize("before", ["action_answer_question", "action_decline_offer"])
def test_a_no_to_what_was_offered_passes_it_on(helpdesk: FakeHelpdesk, before: str) -> None:
    said, slots = run(ActionDeclineOffer(), after_choice("no", before=before))
    assert said["text"].startswith("Sorry that I could not find it.")
    assert (len(helpdesk.bodies("answers/refused", "0b5e-recorded")), slots["offer"]) == (1, None)


def test_a_late_no_refuses_nothing(helpdesk: FakeHelpdesk) -> None:
    said, _ = run(ActionDeclineOffer(), after_choice("no", before="utter_greet"))
    assert said["text"] == "All right. What can I do for you?"
    assert helpdesk.bodies("answers/refused", "0b5e-recorded") == []


def test_a_failing_helpdesk_is_admitted_and_a_person_called(helpdesk: FakeHelpdesk) -> None:
    helpdesk.broken = {"answers"}
    said, _ = run(ActionAnswerQuestion(), tracker_of("how do I return it"))
    assert "not working right now" in said["text"]
    assert helpdesk.bodies("handoffs", "0b5e-recorded")[0]["reason"] == "tool_failure"


def test_when_even_the_handoff_fails_the_turn_fails(helpdesk: FakeHelpdesk) -> None:
    helpdesk.broken = {"everything"}
    with pytest.raises(HelpdeskError):
        run(ActionAnswerQuestion(), tracker_of("how do I return it"))


AS_RASA = {"Authorization": "Bearer for-tests"}


@pytest.fixture(scope="module")
def actions_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    logs = tmp_path_factory.mktemp("actions")
    with serving(FakeHelpdesk()) as url, running_actions(url, logs) as actions:
        yield actions


@pytest.mark.parametrize("deflated", [False, True])
def test_a_call_of_rasa_3_6_is_answered_in_its_format(actions_url: str, deflated: bool) -> None:
    body = RECORDED.encode()
    answer = httpx.post(
        f"{actions_url}/webhook",
        content=zlib.compress(body) if deflated else body,
        headers={**AS_RASA, "Content-Type": "application/json"}
        | ({"Content-Encoding": "deflate"} if deflated else {}),
        trust_env=False,
    )
    assert answer.status_code == 200
    assert set(answer.json()) == {"events", "responses"}
    assert answer.json()["responses"][0]["custom"]["text"].startswith("You have 30 days.")


def test_an_unknown_action_is_refused(actions_url: str) -> None:
    body = {**json.loads(RECORDED), "next_action": "action_of_another_bot"}
    url = f"{actions_url}/webhook"
    assert httpx.post(url, headers=AS_RASA, json=body, trust_env=False).status_code == 404
