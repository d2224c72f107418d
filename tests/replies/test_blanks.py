"""No private word survives in a reply that is kept, by table and by chance."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.replies.rules.blanks import MARKS, Known, filled, without_private_words

KNOWN = Known(
    customer="Anna van Schmidt",
    agent="Bob Miller",
    addresses=("anna@shop.example", "0171 555"),
    number="T-2026-000123",
    colleagues=("Carla Jones",),
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Hi Anna,\nit is on its way.", "Hi {customer},\nit is on its way."),
        ("Hello Peter! It is back.", "Hello {customer}! It is back."),
        ("hi peter, it is back", "hi {customer}, it is back"),
        ("Sehr geehrte Frau Dr. Weber,\nes ist da.", "Sehr geehrte {customer},\nes ist da."),
        ("Bonjour Jean-Luc,\nc'est parti.", "Bonjour {customer},\nc'est parti."),
        ("Hello there, it is back.", "Hello there, it is back."),
        ("Hello, it is back.", "Hello, it is back."),
        ("I told Anna's neighbour.", "I told {customer}'s neighbour."),
        ("ANNA SCHMIDT has it", "{customer} has it"),
        ("The van comes today.", "The van comes today."),
        ("Ask Carla or Mr. Brown.", "Ask {name} or {name}."),
        ("Done.\n\nKind regards,\nBob Miller\nFernhill\n", "Done.\n\nKind regards,\n{agent}"),
        ("Done. Best, Bob", "Done. Best, {agent}"),
        ("Erledigt.\nViele Grüße\nBob", "Erledigt.\nViele Grüße\n{agent}"),
        ("Done.\n--\nBob\n+49 30 123456", "Done.\n{agent}"),
        ("Done.\nThanks,\nZoe", "Done.\nThanks,\n{agent}"),
        ("Thanks for the pictures.", "Thanks for the pictures."),
        ("Write to anna@shop.example.", "Write to {email}."),
        ("Write to a.b+c@x-y.example!", "Write to {email}!"),
        ("Call +49 (30) 123-4567.", "Call {digits}."),
        ("Call 0171 555.", "Call {email}."),
        ("T-2026-000123 is done.", "{number} is done."),
        ("See T-2026-000999.", "See T-{digits}."),
        ("Your order no. 77 left.", "Your order no. {digits} left."),
        ("Rechnung Nr. AB-7 ist da.", "Rechnung Nr. {digits} ist da."),
        ("It is #42.", "It is #{digits}."),
        ("Track 1Z999AA10123456784 there.", "Track {digits} there."),
        ("To 12 Baker Street, London NW1 6XE today.", "To {address} today."),
        ("Es geht nach Lange Straße 12, 10115 Berlin.", "Es geht nach {address}."),
        ("Es geht nach Hauptstr. 5\n80331 München", "Es geht nach {address}"),
        ("Au 12 bis rue de la Paix, 75002 Paris.", "Au {address}."),
        ("A la calle Mayor 8, 28013 Madrid.", "A la {address}."),
        ("In 10115 Berlin it rains.", "In {address} it rains."),
        ("Read https://x.example/help/returns.", "Read https://x.example/help/returns."),
        ("Open https://x.example/r?token=abc.", "Open {link}."),
        ("Open https://x.example/t/5f0c1d2e3a4b5c6d7e8f9a0b", "Open {link}"),
        ("Open https://x.example/orders/12345", "Open {link}"),
        ("Within 30 days, port 993, since 2026.", "Within 30 days, port 993, since 2026."),
        ("1. Open it\n2. Close it", "1. Open it\n2. Close it"),
        ("> my name is Zoe\nIt is back.", "It is back."),
        ("On Monday, 2 March 2026, Zoe wrote:\nIt is back.", "It is back."),
    ],
)
def test_a_private_word_leaves_a_mark(said: str, kept: str) -> None:
    assert without_private_words(said, KNOWN) == kept


def test_of_an_unknown_customer_only_what_looks_private_goes() -> None:
    assert without_private_words("Hello, call 01234 56789.", Known()) == "Hello, call {digits}."


@pytest.mark.parametrize(
    ("customer", "says"),
    [("Zoe", "Hello Zoe, ask [name] about T-1. Bob"), (None, "Hello, ask [name] about T-1. Bob")],
)
def test_the_next_one_is_greeted_by_their_own_name(customer: str | None, says: str) -> None:
    kept = "Hello {customer}, ask {name} about {number}. {agent}"
    values = {"customer": customer, "agent": "Bob", "number": "T-1"}
    assert filled(kept, values, {"name": "[name]"}) == says


def test_other_braces_stay_as_they_are() -> None:
    assert filled("Type {x} and {customer}", {"customer": "{agent}"}, {}) == "Type {x} and {agent}"


LETTERS = st.text(st.characters(categories=("Ll", "Lu")), min_size=2, max_size=9)
ASCII = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9)
AROUND = st.text(st.characters(codec="utf-8", exclude_characters="{}"), max_size=40)
EMAILS = st.builds(lambda one, two, top: f"{one}.{two}@{one}.{top}", ASCII, ASCII, ASCII)
DIGITS = st.text("0123456789", min_size=5, max_size=16)
GROUPS = st.builds(
    lambda parts, gap: gap.join(parts),
    st.lists(st.text("0123456789", min_size=2, max_size=4), min_size=3, max_size=5),
    st.sampled_from([" ", "-", ".", "/"]),
)


@settings(max_examples=300, deadline=None)
@given(AROUND, EMAILS, AROUND)
def test_no_address_survives(before: str, email: str, after: str) -> None:
    kept = without_private_words(f"{before} {email} {after}", Known())
    assert email not in kept
    assert re.search(r"\w@\w", kept) is None


@settings(max_examples=300, deadline=None)
@given(AROUND, DIGITS | GROUPS, AROUND)
def test_no_number_survives(before: str, number: str, after: str) -> None:
    kept = without_private_words(f"{before} {number} {after}", Known())
    assert number not in kept
    assert re.search(r"\d{5}", kept) is None


@settings(max_examples=300, deadline=None)
@given(AROUND, LETTERS, LETTERS, AROUND)
def test_no_name_survives(before: str, first: str, last: str, after: str) -> None:
    known = Known(customer=f"{first} {last}", agent=last)
    kept = MARKS.sub("", without_private_words(f"{before} {last}, {first}! {after}", known))
    whole = rf"(?<!\w)(?:{re.escape(first)}|{re.escape(last)})(?!\w)"
    assert re.search(whole, kept, re.IGNORECASE) is None
