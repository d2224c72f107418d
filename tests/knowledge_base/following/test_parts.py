"""A message is cut into its questions, in four languages; what asks once is left as it is."""

import time

import pytest

from knowledge_base.following.parts import asked_beside, questions_in

SECONDS = 10


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "How long do refunds take, and do you deliver to Norway?",
            ["How long do refunds take", "do you deliver to Norway?"],
        ),
        ("can I cancel and what does it cost", ["can I cancel", "what does it cost"]),
        ("how do I earn points? do they expire?", ["how do I earn points?", "do they expire?"]),
        ("on which days is it open and for what", ["on which days is it open", "for what"]),
        ("what is the fee\nwhere do I pay it", ["what is the fee", "where do I pay it"]),
        ("is it safe; for whom? and why?", ["is it safe", "for whom?", "why?"]),
        (
            "Wie lange dauert die Rückgabe und liefert ihr nach Norwegen?",
            ["Wie lange dauert die Rückgabe", "liefert ihr nach Norwegen?"],
        ),
        (
            "Combien coûte la livraison et puis-je payer par carte ?",
            ["Combien coûte la livraison", "puis-je payer par carte ?"],
        ),
        (
            "¿Cuánto cuesta el envío y puedo pagar con tarjeta?",
            ["Cuánto cuesta el envío", "puedo pagar con tarjeta?"],
        ),
    ],
)
def test_two_questions_are_two(text: str, asked: list[str]) -> None:
    assert questions_in(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "where are your terms and conditions",
        "how do I return a pot and get refunded",
        "If I return it, do I get the money back?",
        "what happens if I lose my phone and can't get codes?",
        "my order is late and I don't know what to do",
        "I bought a lamp. It flickers and is not warm. How do I return it?",
        "do you have black and white pots",
    ],
)
def test_one_question_stays_as_it_was_typed(text: str) -> None:
    assert questions_in(text) == [text]


def test_what_is_told_stays_with_the_question_after_it_or_with_the_last() -> None:
    text = "Hi. I ordered a pot. Can I cancel? I paid by card. When is it refunded? It is urgent."
    assert questions_in(text) == [
        "Hi. I ordered a pot. Can I cancel?",
        "I paid by card. When is it refunded? It is urgent.",
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "your courier was rude and I want to know how to change my address",
            "I want to know how to change my address",
        ),
        ("this is the third time I ask: where is my parcel", "where is my parcel"),
        ("It broke. can I return it and who pays?", "can I return it\nwho pays?"),
        ("third parcel that arrives broken, great job", ""),
        ("where is my parcel?", ""),
        ("Der Fahrer war frech. Wie ändere ich die Adresse?", "Wie ändere ich die Adresse?"),
    ],
)
def test_what_is_asked_beside_what_is_told(text: str, asked: str) -> None:
    assert asked_beside(text) == asked


@pytest.mark.parametrize("piece", ["how ", "and ", "a, ", "¿", "and, ", "x", " ", "? ", "ich "])
def test_no_repetition_takes_long(piece: str) -> None:
    started = time.perf_counter()
    for text in (piece * 2_000, piece * 25_000):
        assert questions_in(text)
        asked_beside(text)
    assert time.perf_counter() - started < SECONDS
