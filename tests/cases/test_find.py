"""Agents find every case by what was written in it, by its number, and by whose it is."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from helpdesk.cases.finding import PAGE, find_cases
from helpdesk.cases.jobs import learn_case_words
from helpdesk.cases.rules import MOST_WORDS, as_query, nearest_word, words_in
from helpdesk.conversations.service import floor
from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.tickets.describing.service import tag
from helpdesk.tickets.service import write_entry
from tests.jobs import arguments_of
from tests.make import (
    make_agent,
    make_bot_answer,
    make_complaint,
    make_conversation,
    make_customer,
    make_message,
    make_ticket,
)
from tests.people import Staff


def found(session: Session, typed: str) -> list[str]:
    return [one.number or one.title for one in find_cases(session, typed).page.items]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("T-2026-000123", ("t", "2026", "000123")),
        ("Alice@Example.org", ("alice", "example", "org")),
        ("grüne  Töpfe!", ("grüne", "töpfe")),
        ("fern fern FERN", ("fern",)),
        ("'; drop table ticket --", ("drop", "table", "ticket")),
        (":* & | ! ( ) <->", ()),
        ("", ()),
        (" ".join(f"w{n}" for n in range(50)), tuple(f"w{n}" for n in range(MOST_WORDS))),
    ],
)
def test_what_was_typed_is_cut_into_words_and_numbers(typed: str, words: tuple[str, ...]) -> None:
    assert words_in(typed) == words


def test_all_words_are_looked_for_by_their_beginnings() -> None:
    assert as_query(("fern", "broken")) == "'fern':* & 'broken':*"
    assert as_query(("t",)) == "'t':*"


def test_a_letter_or_number_before_other_words_is_meant_as_it_stands() -> None:
    assert as_query(("t", "2026", "0001")) == "'t' & '2026' & '0001':*"
    assert as_query(("order", "12", "late")) == "'order':* & '12' & 'late':*"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("retrun", "return"), ("watrering", "watering"), ("monstra", "monstera"), ("fern", "fern"),
        ("xyzzyq", None), ("2026", None), ("fen", None), ("olvie", "olive"),
    ],
)  # fmt: skip
def test_a_typing_error_is_an_error_or_two_away(typed: str, meant: str | None) -> None:
    known = ["return", "watering", "monstera", "fern", "olive", "refund"]
    assert nearest_word(typed, known) == meant


def test_a_ticket_is_found_by_number_words_name_and_address(session: Session) -> None:
    alice = make_customer(session, name="Alice Albers", email="alice@example.org")
    ticket = make_ticket(session, alice, subject="The lid broke", email="lids@work.example")
    make_ticket(session, subject="Another matter", text="Nothing to see")
    write_entry(session, ticket, "A courier collects it.", agent=make_agent(session), note=True)
    session.commit()
    for typed in (
        ticket.number, ticket.number.lower(), ticket.number[-6:], "lid", "broke lid", "cour",
        "albers", "alice@example.org", "work.example", "alice courier", "day two",
    ):  # fmt: skip
        assert found(session, typed) == [ticket.number], typed
    assert found(session, "lid saxophone") == []


def test_a_conversation_is_found_by_what_people_said_and_not_by_the_bots_articles(
    session: Session,
) -> None:
    conversation, _ = make_conversation(session)
    make_message(session, conversation, "my monstera is broken")
    make_bot_answer(session, conversation, "Our growth promise covers it.")
    floor.reply(session, conversation.id, make_agent(session), "A courier brings a new one.")
    session.commit()
    for typed in ("monstera", "courier monstera", "alice"):
        assert found(session, typed) == ["Alice"]
    assert found(session, "promise") == []


def test_a_complaint_is_found_beside_the_rest_and_the_newest_change_comes_first(
    session: Session,
) -> None:
    complaint = make_complaint(session, what_happened="The third broken fern")
    ticket = make_ticket(session, subject="A broken fern")
    assert found(session, "broken fern") == [ticket.number, complaint.number]
    assert found(session, complaint.number) == [complaint.number]


def test_what_was_looked_for_is_marked_and_nothing_a_customer_wrote_is_more_than_text(
    session: Session,
) -> None:
    make_ticket(session, text="<script>alert(1)</script> and a broken \x02fern\x03")
    (one,) = find_cases(session, "fern").page.items
    assert "<mark>fern</mark>" in one.excerpt.html
    assert "<script>" not in one.excerpt.html


def test_a_typing_error_is_put_right_by_the_words_in_use_and_said(session: Session) -> None:
    ticket = make_ticket(session, subject="My monstera")
    assert found(session, "monstra") == []  # nobody has learned the words yet
    learn_case_words()
    findings = find_cases(session, "monstra broke")
    assert findings.meant == {"monstra": "monstera"}
    assert [one.number for one in findings.page.items] == [ticket.number]
    assert find_cases(session, "saxophone").meant == {}


def test_a_word_that_some_case_holds_is_no_typing_error(session: Session) -> None:
    make_ticket(session, subject="My monstera")
    learn_case_words()
    assert find_cases(session, "monster saxophone").meant == {}  # some word begins so
    assert find_cases(session, "monstra saxophone").meant == {"monstra": "monstera"}
    make_ticket(session, subject="A monstra")  # nobody has learned it yet
    assert find_cases(session, "monstra saxophone").meant == {}


def test_another_name_is_found_and_the_old_one_is_not(session: Session) -> None:
    customer = make_customer(session, name="Alice Albers")
    ticket = make_ticket(session, customer)
    customer.name = "Alice Bauer"
    session.commit()
    assert found(session, "bauer") == [ticket.number]
    assert found(session, "albers") == []


@pytest.mark.usefixtures("app")
def test_who_was_erased_is_found_by_nothing_any_more(session: Session) -> None:
    alice = make_customer(session, name="Alice Albers", email="alice@example.org")
    ticket = make_ticket(session, alice, subject="The lid broke", email="alice@example.org")
    conversation, _ = make_conversation(session, alice)
    make_message(session, conversation, "my monstera is broken")
    make_complaint(session, alice, what_happened="Third saxophone that arrives broken")
    learn_case_words()
    erase_customer(session, alice.id, actor=Actor.agent(1))
    session.commit()
    for typed in ("alice", "albers", "lid", "monstera", "saxophone", "example.org"):
        assert found(session, typed) == [], typed
    assert found(session, ticket.number) == [ticket.number]
    assert arguments_of(session, "learn_case_words") == [{}]
    learn_case_words()
    known = set(session.scalars(text("select word from case_word")))
    assert known & {"alice", "albers", "monstera", "saxophone"} == set()


def test_more_than_a_page_is_shown_page_by_page(session: Session, bob: Staff) -> None:
    numbers = [make_ticket(session, subject=f"Fern {n}").number for n in range(PAGE + 3)]
    first = find_cases(session, "fern").page
    second = find_cases(session, "fern", after=first.next).page
    shown = [one.number for one in (*first.items, *second.items)]
    assert shown == numbers[::-1]
    assert second.next is None
    page = bob.client.get("/console/search?q=fern").text
    assert page.count("/console/tickets/record/") == PAGE
    assert "Show the next ones" in page


def test_agents_search_everything_on_one_page(session: Session, bob: Staff) -> None:
    conversation, _ = make_conversation(session)
    make_message(session, conversation, "a broken fern")
    ticket = make_ticket(session, subject="A broken fern")
    complaint = make_complaint(session, what_happened="Broken ferns again")
    page = bob.client.get("/console/search?q=broken+fern").text
    for words in (ticket.number, complaint.number, str(conversation.id), "With the bot"):
        assert words in page
    assert "Nothing found" in bob.client.get("/console/search?q=saxophone").text
    empty = bob.client.get("/console/search").text
    assert "autofocus" in empty
    assert "Nothing found" not in empty


@pytest.mark.parametrize("typed", ["%00", "a" * 5000, "'", "%5C", "<b>", "%F0%9F%8C%B5"])
def test_whatever_is_typed_is_answered(bob: Staff, typed: str) -> None:
    assert bob.client.get(f"/console/search?q={typed}").status_code == 200


def test_a_ticket_is_found_by_its_tags(session: Session) -> None:
    ticket, other = make_ticket(session), make_ticket(session)
    tag(session, ticket, "returned goods, b2b", actor=SYSTEM)
    session.commit()
    assert found(session, "b2b goods") == [ticket.number]
    tag(session, ticket, "", actor=SYSTEM)
    tag(session, other, "b2b", actor=SYSTEM)
    session.commit()
    assert found(session, "b2b") == [other.number]
