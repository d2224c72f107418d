"""An admin says which languages customers are offered, and everything that speaks to them obeys."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.languages.negotiation import COOKIE
from helpdesk.platform.audit import BOT, Actor
from helpdesk.settings.current import current, forget
from helpdesk.settings.queries import latest_version
from helpdesk.settings.rules import SettingsRefused
from helpdesk.settings.sections import Languages
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.jobs import mail_ticket_opened
from tests.fakes import FakeBot
from tests.jobs import run_turn
from tests.make import make_customer, make_message, make_ticket
from tests.people import Browser, Customer, Mailbox, Staff

PAGE = "/console/settings/desk/languages"


def offer(session: Session, default: str, *offered: str) -> None:
    change_section(
        session, Languages, {"default": default, "offered": offered}, Edit(Actor.agent(1), seen=0)
    )
    session.commit()


def shown_in(client: Browser, asks: str, page: str = "/help") -> str:
    return client.get(page, headers={"Accept-Language": asks}).headers["Content-Language"]


@pytest.mark.parametrize(
    ("default", "offered", "spoken"),
    [
        ("en", ("en", "de"), ("en", "de")),
        ("de", ("fr", "de"), ("de", "fr")),
        ("es", (), ("es",)),
        ("fr", ("de",), ("fr", "de")),
    ],
)
def test_the_desks_own_language_comes_first_and_is_always_offered(
    default: str, offered: tuple[str, ...], spoken: tuple[str, ...]
) -> None:
    assert Languages(default=default, offered=offered).spoken == spoken


def test_a_desk_as_it_comes_speaks_all_of_them_and_english_first() -> None:
    assert Languages().spoken == ("en", "de", "fr", "es")


@pytest.mark.parametrize(("field", "value"), [("default", "tlh"), ("offered", "de\nit")])
def test_a_language_without_sentences_is_refused(session: Session, field: str, value: str) -> None:
    with pytest.raises(SettingsRefused, match="Choose one of en, de, fr, es"):
        change_section(session, Languages, {field: value}, Edit(Actor.agent(1), seen=0))


def test_an_admin_ticks_the_languages_and_the_next_page_obeys(
    ada: Staff, client: Browser, session: Session
) -> None:
    assert ada.client.press(PAGE, PAGE, {"default": "de", "offered": "fr"}).status_code == 303
    assert current(Languages).spoken == ("de", "fr")
    page = BeautifulSoup(ada.client.get(PAGE).text, "html.parser")
    assert [box["value"] for box in page.select("input[name=offered][checked]")] == ["fr"]
    assert [option["value"] for option in page.select("option[selected]")] == ["de"]
    assert shown_in(client, "es, fr;q=0.5") == "fr"


def test_no_tick_at_all_leaves_the_desks_own_language(ada: Staff, session: Session) -> None:
    ada.client.submit(PAGE, {"default": "es", "seen": "0"})
    latest = latest_version(session, "languages")
    assert latest is not None
    assert latest.values == {"default": "es", "offered": []}


@pytest.mark.parametrize(
    ("chosen", "asks", "language"),
    [
        (None, "de", "de"),
        (None, "es, fr;q=0.5", "fr"),
        (None, "es", "fr"),
        (None, "", "fr"),
        ("de", "fr", "de"),
        ("es", "de", "de"),
        ("es", "es", "fr"),
    ],
)
def test_a_page_is_never_in_a_language_that_is_not_offered(
    client: Browser, session: Session, chosen: str | None, asks: str, language: str
) -> None:
    offer(session, "fr", "de", "fr")
    if chosen:
        client.set_cookie(COOKIE, chosen)
    assert shown_in(client, asks) == language


def test_the_portal_offers_these_languages_and_takes_no_other(
    client: Browser, session: Session
) -> None:
    offer(session, "fr", "de", "fr")
    page = BeautifulSoup(client.get("/help").text, "html.parser")
    assert [each["lang"] for each in page.select("footer form [lang]")] == ["de", "fr"]
    assert client.submit("/language", {"language": "es", "next": "/help"}).status_code == 422


def test_the_widget_is_told_which_languages_it_may_speak(client: Browser, session: Session) -> None:
    offer(session, "fr", "de", "fr")
    assert client.get("/widget/loader.js").text.startswith('window.heedLanguages="fr de";')
    frame = client.get("/widget/frame", query_string={"site": "http://localhost"})
    assert 'data-languages="fr de"' in frame.text


def test_a_script_that_did_not_change_is_not_sent_again(client: Browser, session: Session) -> None:
    known = {"If-None-Match": client.get("/widget/loader.js").headers["ETag"]}
    assert client.get("/widget/loader.js", headers=known).status_code == 304
    offer(session, "fr", "de", "fr")
    assert client.get("/widget/loader.js", headers=known).status_code == 200


def test_a_letter_is_never_in_a_language_that_is_not_offered(
    session: Session, mailbox: Mailbox
) -> None:
    customer = make_customer(session, email="alice@example.org")
    customer.language = "es"
    offer(session, "fr", "de", "fr")
    mail_ticket_opened(make_ticket(session, customer, email="alice@example.org").id)
    (letter,) = mailbox.messages()
    assert "Nous avons reçu votre demande" in str(letter["Subject"])


def test_the_bot_is_told_both_languages_the_customers_and_the_one_to_speak(
    alice: Customer, session: Session
) -> None:
    offer(session, "fr", "de", "fr")
    for text in ("Wo ist mein Paket geblieben?", "Where is my parcel now?"):
        make_message(session, alice.conversation, text)
    bot = FakeBot()
    run_turn(alice.conversation, bot)
    assert [(turn.language, turn.spoken) for turn in bot.turns] == [("de", "de"), ("en", "fr")]
    floor.hand_off(session, alice.conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    assert alice.reads()[-1].startswith("Une personne prend le relais.")


def test_the_environment_says_it_first(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEED_LANGUAGE", "de")
    monkeypatch.setenv("HEED_LANGUAGES", "de, es")
    forget()
    assert current(Languages).spoken == ("de", "es")
    assert shown_in(client, "fr") == "de"


def test_what_cannot_be_a_setting_is_said_in_the_admins_language(ada: Staff) -> None:
    ada.client.press("/console/settings", "/console/settings/language", {"language": "de"})
    company = "/console/settings/desk/company"
    answer = ada.client.press(company, company, {"name": " ", "accent": "teal"})
    assert "Das Feld darf nicht leer sein." in answer.text
    assert "Schreiben Sie eine Farbe als #" in answer.text


def test_a_refusal_to_the_widget_is_in_a_language_that_is_offered(
    client: Browser, session: Session
) -> None:
    offer(session, "fr", "de", "fr")
    for asks, language in (("de", "de"), ("es", "fr")):
        answer = client.get("/api/v1/conversations/x/messages", headers={"Accept-Language": asks})
        assert answer.headers["Content-Language"] == language
