"""A conversation is held in the customer's language."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.conversations.service.access import start_conversation
from helpdesk.platform.audit import BOT
from tests.fakes import BrokenBot, FakeBot
from tests.jobs import run_turn
from tests.make import make_message
from tests.people import Customer, Staff


@pytest.mark.parametrize(
    ("locale", "language", "spoken"),
    [("de-AT", "de", "de"), ("fr_CA", "fr", "fr"), ("it", "it", "en"), (None, "", "en")],
)
def test_it_begins_in_the_language_of_the_page(
    alice: Customer, session: Session, locale: str | None, language: str, spoken: str
) -> None:
    page = {"url": "https://shop.example", "locale": locale}
    conversation, _ = start_conversation(session, alice.conversation.customer, page=page)
    assert (conversation.language, conversation.spoken) == (language, spoken)


def test_it_follows_the_language_that_the_customer_writes(
    alice: Customer, session: Session
) -> None:
    bot = FakeBot()
    for text in (
        "Where is my parcel now?",
        "Wo ist mein Paket geblieben?",
        "ok",
        "Je veux annuler",
    ):
        make_message(session, alice.conversation, text)
    run_turn(alice.conversation, bot)
    assert [turn.language for turn in bot.turns] == ["en", "de", "de", "fr"]
    assert alice.conversation.language == "fr"


def test_a_language_that_we_do_not_speak_is_known_and_answered_in_english(
    alice: Customer, session: Session
) -> None:
    make_message(session, alice.conversation, "Gdzie jest moja paczka, proszę?")
    bot = FakeBot()
    run_turn(alice.conversation, bot)
    assert bot.turns[0].language == "pl"
    floor.hand_off(session, alice.conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    assert alice.reads()[-1].startswith("A person takes over from here.")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("de", ["Ab hier übernimmt ein Mensch.", "ist jetzt da.", "Der Bot ist wieder da."]),
        ("fr", ["Une personne prend le relais.", "vous a rejoint.", "Le robot est de retour."]),
        ("es", ["A partir de aquí le atiende una persona.", "se ha unido.", "El bot ha vuelto."]),
    ],
)
def test_the_desk_itself_speaks_it(
    alice: Customer, bob: Staff, session: Session, language: str, lines: list[str]
) -> None:
    alice.conversation.language = language
    floor.hand_off(session, alice.conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    floor.take(session, alice.conversation.id, bob.agent)
    floor.hand_back(session, alice.conversation.id, bob.agent)
    said = alice.reads()
    assert len(said) == len(lines)
    for line, words in zip(said, lines, strict=True):
        assert words in line


def test_an_apology_is_made_in_it(alice: Customer, session: Session) -> None:
    make_message(session, alice.conversation, "Wie kann ich meine Bestellung stornieren?")
    run_turn(alice.conversation, BrokenBot())
    assert alice.reads()[1].startswith("Es tut mir leid, bei uns ist etwas schiefgegangen")
