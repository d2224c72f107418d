"""`heed kb bench` builds in a database of its own, says what it found, and leaves nothing."""

from dataclasses import replace

import psycopg
import pytest

from helpdesk.articles.demo import DEMO_ARTICLES
from helpdesk.bench import passages, search
from helpdesk.bench.database import PREFIX, graph_memory, scratch_database
from helpdesk.bench.exact import BestOfAll
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings
from knowledge_base.embedding.embedder import Vectors
from knowledge_base.index.passages import Row
from tests.command_line import Heed
from tests.conftest import Server
from tests.fakes import FakeEmbedder

PASSAGES = 2_000
SMALL = DEMO_ARTICLES


@pytest.fixture
def _demo_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made of the demo only, whatever else lies on this machine."""
    monkeypatch.setattr(passages, "SHARED", SMALL / "none")


def scratch(server: Server) -> list[str]:
    with psycopg.connect(server.url("postgres")) as connection:
        found = connection.execute("SELECT datname FROM pg_database")
        return [name for (name,) in found if name.startswith(PREFIX)]


@pytest.mark.usefixtures("_demo_alone")
def test_two_thousand_passages_are_built_searched_and_dropped(server: Server) -> None:
    said: list[str] = []
    figures = search.bench_with(FakeEmbedder(), server.url("postgres"), PASSAGES, said.append)
    searches = figures["searches"]
    assert list(searches) == ["everything", "public", "rare language"]
    assert searches["everything"]["share"] == 1
    assert 0.01 < searches["rare language"]["share"] < 0.1
    assert all(row["recall@10"] > 0.9 and row["p95"] >= row["p50"] for row in searches.values())
    assert set(figures["megabytes"]) == {"graph", "words_index", "table", "other_indexes"}
    assert figures["codes_found_first"] > 0.9
    assert scratch(server) == []
    assert "2,000 passages" in search.table(figures)
    assert "Building the graph" in said


@pytest.mark.usefixtures("_demo_alone")
def test_stopped_in_the_middle_it_leaves_nothing(server: Server) -> None:
    def impatient(sentence: str) -> None:
        if sentence.startswith("Building"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search.bench_with(FakeEmbedder(), server.url("postgres"), 500, impatient)
    assert scratch(server) == []


def test_what_a_killed_run_left_is_dropped_by_the_next_and_a_running_one_stays(
    server: Server,
) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {PREFIX}killed".encode())
    with scratch_database(server.url("postgres")) as running, psycopg.connect(running):
        with scratch_database(server.url("postgres")) as second:
            left = scratch(server)
        assert f"{PREFIX}killed" not in left
        assert len(left) == 2
        assert second != running


@pytest.mark.parametrize("number", ["0", "-5", "99", "100000000000"])
def test_a_silly_number_is_refused_in_one_sentence(heed: Heed, number: str) -> None:
    done = heed("kb", "bench", "--passages", number)
    assert done.exit_code == 1
    assert done.output.strip().splitlines() == [
        "Error: Choose a number of passages from 100 to 10,000,000."
    ]


def test_a_disk_without_room_is_refused_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 2**30})())
    with pytest.raises(LaunchFault, match="need 6.6 GB .* Choose fewer"):
        search.bench(replace(settings, database_url=None), 1_000_000, print)


def test_a_small_machine_keeps_most_of_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = type("Memory", (), {"total": 4 * 2**30})()
    monkeypatch.setattr("psutil.virtual_memory", lambda: memory)
    assert graph_memory(1_000_000) == 2**30
    assert graph_memory(1_000) == 64 * 2**20


def row(value: float) -> Row:
    return Row(1, 1, "", None, "", "", "", "en", value)


def made(vectors: Vectors, languages: list[str]) -> passages.Made:
    words = [""] * len(languages)
    return passages.Made(0, words, words, languages, ["public"] * len(words), vectors)


def test_recall_is_the_share_of_the_true_best() -> None:
    vectors = FakeEmbedder().embed([f"word{number}" for number in range(40)])
    best = BestOfAll(vectors[:1])
    best.see(made(vectors, ["de"] * 5 + ["en"] * 35))
    truth = sorted((float(vectors[0] @ other) for other in vectors), reverse=True)
    assert best.recall("everything", [[row(value) for value in truth[:10]]]) == 1
    assert best.recall("everything", [[row(value) for value in truth[:5]]]) == 0.5
    in_language = sorted((float(vectors[0] @ other) for other in vectors[:5]), reverse=True)
    assert best.recall("rare language", [[row(value) for value in in_language]]) == 1
    assert best.share("rare language") == 0.125


@pytest.mark.usefixtures("_demo_alone")
def test_the_same_seed_makes_the_same_passages() -> None:
    material = passages.gather(FakeEmbedder(), 50)
    first, second = (next(material.passages(60, seed=3)) for _ in range(2))
    assert first.texts == second.texts
    assert (first.vectors == second.vectors).all()
    assert len(set(first.texts)) > 50
