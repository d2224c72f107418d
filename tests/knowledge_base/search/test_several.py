"""Each question of a message is answered where one is sure then; else the message as a whole."""

from collections.abc import Sequence

import pytest

from knowledge_base.answering.model import Spoken
from knowledge_base.answering.spans import Span
from knowledge_base.search.follow_up import Before
from knowledge_base.search.results import Hit, Results
from knowledge_base.search.several import replies
from tests.fakes import FakeEmbedder
from tests.knowledge_base.answering.candidates import candidate

SURE, UNSURE = 0.9, 0.3
BOTH = "how long are returns and who pays for the label?"


class Shelf:
    """Says for each word how sure its article is, and remembers what was searched for."""

    def __init__(self, **sure: float) -> None:
        self.sure = sure
        self.searched: list[str] = []

    def look(self, words: str) -> Results:
        self.searched.append(words)
        known = [(word, sure) for word, sure in self.sure.items() if word in words]
        word, sure = known[0] if known else ("nothing", 0.0)
        number = [*self.sure, "nothing"].index(word)
        spans: Sequence[Span] = [Span(candidate(f"On {word}.", article=number), 0, 0, sure)]
        hit = Hit(number, f"Title {number}", None, "", "", f"On {word}.", score=sure, similarity=1)
        return Results([hit], spoken=Spoken(spans, sure, spans, spans), spoken_threshold=0.5)


def ask(shelf: Shelf, text: str) -> tuple[list[tuple[str, str, str]], bool]:
    """Question, outcome and words of each answer, and whether questions were left out."""
    found = replies(text, None, FakeEmbedder(), shelf.look)
    told = [(asked, str(one.answer.outcome), one.answer.text) for asked, one in found.replies]
    return told, found.left_out


def test_two_questions_get_two_answers() -> None:
    told, left_out = ask(Shelf(returns=SURE, pays=SURE), BOTH)
    assert told == [
        ("how long are returns", "answered", "On returns."),
        ("who pays for the label?", "answered", "On pays."),
    ]
    assert not left_out


def test_what_is_not_known_of_two_is_not_passed_over() -> None:
    told, _ = ask(Shelf(returns=SURE), BOTH)
    assert [outcome for _, outcome, _ in told] == ["answered", "unknown"]


def test_where_neither_is_sure_the_message_is_searched_as_a_whole() -> None:
    shelf = Shelf(returns=UNSURE, pays=UNSURE)
    told, _ = ask(shelf, BOTH)
    assert [(asked, outcome) for asked, outcome, _ in told] == [(BOTH, "suggested")]
    assert shelf.searched[-1] == BOTH


def test_the_same_words_are_said_once() -> None:
    told, _ = ask(Shelf(label=SURE), "how big is the label and who pays for the label?")
    assert told == [("how big is the label and who pays for the label?", "answered", "On label.")]


def test_one_question_is_searched_once() -> None:
    shelf = Shelf(returns=SURE)
    ask(shelf, "how long are returns and refunds?")
    assert shelf.searched == ["how long are returns and refunds?"]


@pytest.mark.parametrize(("number", "left_out"), [(3, False), (4, True), (50, True)])
def test_of_many_the_first_three_are_answered(number: int, left_out: bool) -> None:
    shelf = Shelf(returns=SURE, pays=SURE)
    told, more = ask(shelf, "how long are returns? who pays? " + "and why? " * (number - 2))
    assert (len(told), more) == (3, left_out)
    assert len(shelf.searched) == 3


def test_a_question_leans_on_the_one_before_it() -> None:
    shelf = Shelf(refund=SURE)
    replies("how do I get a refund? how long?", Before(), FakeEmbedder(), shelf.look)
    assert "how long? how do I get a refund?" in shelf.searched


def test_what_answers_a_question_alone_is_believed_beside_another() -> None:
    shelf = Shelf(refund=SURE, norway=SURE)
    text = "how do I get a refund? do you ship to norway?"
    found = replies(text, Before(), FakeEmbedder(), shelf.look)
    assert [one.question for _, one in found.replies] == [
        "how do I get a refund?",
        "do you ship to norway?",
    ]
    assert len(shelf.searched) == 2
