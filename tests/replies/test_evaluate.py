"""`heed replies evaluate`: figures of threads, or why there are none."""

import json
from pathlib import Path

import pytest

from helpdesk.articles import knowledge
from helpdesk.replies.evaluation import evaluate, read_threads
from tests import models
from tests.command_line import Heed
from tests.fakes import FakeEmbedder
from tests.replies.answered import BOX

THREADS = Path(__file__).parents[3] / "shared/data/thunderbird_support/threads_sample.jsonl"
NEWEST = 300


def thread(day: int, title: str, label: str, said: str = BOX) -> str:
    answers = [{"author": "customer", "text": "x"}, {"author": "agent_0001", "text": said}]
    line = {"created": f"2026-01-{day:02} 10:00:00", "title": title, "text": title}
    return json.dumps({**line, "topic": label, "thread": answers})


def file_of(folder: Path, *lines: str) -> Path:
    file = folder / "threads.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


TWICE = (
    thread(1, "send back a pot", "return"), thread(2, "where is my parcel", "parcel"),
    thread(3, "reset my password", "account"), thread(4, "pay by invoice", "payment"),
    thread(5, "send back a big pot", "return"),
)  # fmt: skip


def test_the_figures_are_printed(
    heed: Heed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "load", lambda _: FakeEmbedder())
    file = str(file_of(tmp_path, *TWICE, thread(6, "thanks", "return", "You're welcome!")))
    figures = json.loads(heed("replies", "evaluate", file, "--json").stdout)
    assert (figures["learned"], figures["asked"]) == (4, 1)
    assert figures["shown"] == figures["hit"] == figures["baseline_hit"] == 1.0
    assert figures["random_hit"] == round(1 - 0.75**3, 3)
    assert "hit_where_shown   1.0" in heed("replies", "evaluate", file).stdout


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([], "no two threads"),
        ([TWICE[0]], "no two threads"),
        ([TWICE[0], "{"], ":2 is no thread"),
        ([TWICE[0], '{"title": "x", "thread": 3}'], ":2 is no thread"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_its_line(
    heed: Heed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], fault: str
) -> None:
    monkeypatch.setattr(knowledge, "load", lambda _: FakeEmbedder())
    done = heed("replies", "evaluate", str(file_of(tmp_path, *lines)))
    assert done.exit_code == 1
    assert fault in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not THREADS.is_file(), reason="the Thunderbird threads are not on this machine")
def test_what_is_suggested_is_about_the_same_far_oftener_than_by_chance() -> None:
    threads = read_threads(THREADS, "topic")[-NEWEST:]
    figures = evaluate(threads, knowledge.load(models.sentence_model()))
    assert figures["hit"] >= figures["random_hit"] + 0.15
    assert figures["shown"] >= 0.6
