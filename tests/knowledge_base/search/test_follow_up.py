"""What was in play comes first in a choice, where it is nearly as likely as the best."""

from collections.abc import Sequence

import pytest

from knowledge_base.answering.model import Spoken
from knowledge_base.answering.spans import Span
from knowledge_base.following.model import Understood
from knowledge_base.search import follow_up
from knowledge_base.search.follow_up import Before, reply
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
    meant = Understood("how long? refund", 0.9, "refund")
    monkeypatch.setattr(follow_up, "understand", lambda *_: meant)
    found = reply("how long?", Before(["refund?"], in_play), FakeEmbedder(), look)
    assert found.question == "how long? refund"
    assert [hit.article_id for hit in found.answer.nearest] == order
