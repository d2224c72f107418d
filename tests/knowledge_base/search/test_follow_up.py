"""A turn is answered as it is best understood, and never outright where it says nothing alone."""

from collections.abc import Sequence

import pytest

from knowledge_base.answering.model import Spoken
from knowledge_base.answering.spans import Span
from knowledge_base.following.model import NEEDED, Understood
from knowledge_base.search import follow_up
from knowledge_base.search.answers import answer
from knowledge_base.search.follow_up import Before, Reply, reply
from knowledge_base.search.results import Hit, Results
from tests.fakes import FakeEmbedder
from tests.knowledge_base.answering.candidates import candidate

CHANCES = ((1, 0.4), (2, 0.3), (3, 0.1))


def look(_words: str) -> Results:
    """Articles 1 to 3 to choose from, the third far less likely than the others."""
    spans: Sequence[Span] = [
        Span(candidate(f"Article {number}.", article=number), 0, 0, chance)
        for number, chance in CHANCES
    ]
    hit = Hit(1, "Title 1", None, "", "", "Article 1.", score=0.4, similarity=0.4)
    return Results([hit], spoken=Spoken(spans, certainty=0.2, choice=spans))


@pytest.mark.parametrize(
    ("in_play", "order"),
    [(None, [1, 2, 3]), (1, [1, 2, 3]), (2, [2, 1, 3]), (3, [1, 2, 3]), (9, [1, 2, 3])],
)
def test_the_article_in_play_comes_first(
    monkeypatch: pytest.MonkeyPatch, in_play: int | None, order: list[int]
) -> None:
    meant = Understood("how long? refund", 0.99, "refund")
    monkeypatch.setattr(follow_up, "understand", lambda *_: meant)
    found = reply("how long?", Before(["refund?"], in_play), FakeEmbedder(), look)
    assert found.question == "how long? refund"
    assert [hit.article_id for hit in found.answer.nearest] == order


def turn(monkeypatch: pytest.MonkeyPatch, *, needs: float, phrase: str | None = "refund") -> Reply:
    """What "how long?" after "refund?" is answered with, where it needs context so surely."""
    meant = Understood(f"how long? {phrase}", needs, phrase if needs >= NEEDED else None)
    monkeypatch.setattr(follow_up, "understand", lambda *_: meant)
    return reply("how long?", Before(["refund?"]), FakeEmbedder(), sure)


def sure(words: str) -> Results:
    """Article 1 for a refund and article 2 for anything else, as surely."""
    number = 1 if "refund" in words else 2
    span = Span(candidate(f"Article {number}.", article=number), 0, 0, 0.9)
    hit = Hit(number, f"Title {number}", None, "", "", f"Article {number}.", 0.9, 0.9)
    return Results([hit], spoken=Spoken([span], 0.9, [span], [span]), spoken_threshold=0.1)


@pytest.mark.parametrize(
    ("needs", "question", "article"),
    [(0.99, "how long? refund", 1), (0.25, "how long?", 2), (0.01, "how long?", 2)],
)
def test_a_turn_is_read_alone_or_together_as_it_seems_to_need(
    monkeypatch: pytest.MonkeyPatch, needs: float, question: str, article: int
) -> None:
    found = turn(monkeypatch, needs=needs)
    assert (found.question, found.offered[0].article_id) == (question, article)
    assert found.answer.outcome == "answered"


def test_what_may_lean_on_others_is_believed_less_than_a_whole_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, either = (turn(monkeypatch, needs=needs) for needs in (0.01, 0.5))
    assert either.answer.confidence < whole.answer.confidence == 0.9


def test_a_turn_that_nothing_can_be_added_to_is_never_answered_outright(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert turn(monkeypatch, needs=0.99, phrase=None).answer.outcome == "suggested"


def test_a_choice_shows_what_each_reading_found_first(monkeypatch: pytest.MonkeyPatch) -> None:
    found = turn(monkeypatch, needs=0.97)
    assert [span.candidate.article_id for span in found.results.spoken.choice] == [1, 2]


def test_a_turn_is_read_after_what_the_one_before_it_meant() -> None:
    looked: list[str] = []

    def look(words: str) -> Results:
        looked.append(words)
        return sure(words)

    known = Before(["refund?", "how long?"], 1, "how long? refund")
    reply("and why?", known, FakeEmbedder(), look)
    assert looked == ["and why?", "and why? how long? refund"]
    assert Before(["refund?"]).followed_by("how long?", turn_of(1)) == known


def turn_of(article: int) -> Reply:
    found = sure("refund")
    return Reply("how long? refund", found, answer("how long? refund", found))
