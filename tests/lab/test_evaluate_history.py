"""`heed kb evaluate` without files: the desk's own answered questions, or why that is too early."""

import json
from datetime import UTC, datetime

from helpdesk.articles.evidence.answered import Asked, record
from helpdesk.articles.rules import Strength
from helpdesk.lab.evaluation_of_history import FEWEST
from helpdesk.platform import db
from tests.command_line import Heed
from tests.make import make_article

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
ODD = {"Return an item": "shoe pinches my toe", "Wide sizes": "sandal rubs the heel"}


def answer(times: int) -> None:
    """So many customers asked about each article in words that it does not hold."""
    with db.transaction() as session:
        for title, words in ODD.items():
            article = make_article(session, title)
            for number in range(times):
                asked = Asked(f"ticket:{title}-{number}", f"{words} {number}", WHEN)
                record(session, asked, article_id=article.id, strength=Strength.LINKED)


def test_every_answered_question_is_asked_with_what_the_others_teach(desk: Heed) -> None:
    answer(FEWEST)
    done = desk("kb", "evaluate", "--json")
    figures = json.loads(done.stdout)
    assert figures["questions"] == 2 * FEWEST
    assert figures["hit@1"] == 1.0
    assert set(figures["intervals"]) <= set(figures)


def test_too_little_history_is_said_with_what_adds_to_it(desk: Heed) -> None:
    answer(1)
    done = desk("kb", "evaluate")
    assert done.exit_code == 1
    assert "knows 2 questions" in done.stderr
    assert f"{FEWEST} is the least" in done.stderr


def test_half_of_the_files_is_neither_files_nor_history(desk: Heed) -> None:
    done = desk("kb", "evaluate", "--queries", "questions.jsonl")
    assert done.exit_code == 1
    assert "--articles, --queries and --qrels, or no file at all" in done.stderr
