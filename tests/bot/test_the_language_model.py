"""Rasa itself says that the bot's data is sound and that it understands customers."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.bot.rasa_server import RASA_PYTHON, rasa, rasa_environment
from tests.models import ROOT

pytestmark = [
    pytest.mark.rasa,
    pytest.mark.skipif(not RASA_PYTHON.is_file(), reason="Rasa's environment is not installed"),
]


def test_rasa_finds_no_fault_in_rules_stories_and_domain() -> None:
    done = rasa(
        "data", "validate", "--data", "bot/data", "--fail-on-warnings", "--max-history", "5"
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.timeout(600)
def test_intents_and_complaints_are_told_apart_on_sentences_never_seen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    scored = json.loads(rasa_python("tests/bot/cross_validation.py", patience=590))
    found, complaints = scored["languages"], scored["complaints"]
    with capsys.disabled():
        for language, figures in found.items():
            print(f"\ncross-validated, {language}: {_rounded(figures)}")  # noqa: T201
        print(f"\ncomplaints, cross-validated: {complaints}")  # noqa: T201
    assert complaints["all"]["messages"] >= 1700
    for batch, recall, precision in [("first", 0.87, 0.87), ("varied", 0.87, 0.82)]:
        assert complaints[batch]["recall"][0] >= recall
        assert complaints[batch]["precision"][0] >= precision
    assert found["en"]["all"] >= 0.95
    assert {language for language in found if found[language]["tasks"] < 0.9} == set()
    assert set(found) == {"en", "de", "fr", "es"}


def test_messages_in_other_words_are_understood_in_every_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    scored = json.loads(rasa_python("tests/bot/held_out.py", patience=200))
    found, complaints = scored["languages"], scored["complaints"]
    with capsys.disabled():
        for language, figures in found.items():
            print(f"\nnever seen, {language}: {figures['tasks']:.3f}, {figures['wrong']}")  # noqa: T201
        print(f"\ncomplaints, never seen: {complaints}")  # noqa: T201
    assert set(complaints) == {"first", "others"}
    for figures in complaints.values():
        assert figures["recall"][0] >= 0.92
        assert figures["precision"][0] >= 0.78
    assert set(found) == {"de", "fr", "es"}
    assert {language for language in found if found[language]["tasks"] < 0.88} == set()


def _rounded(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {score:.3f}" for name, score in figures.items())


def test_a_schema_is_proved_sound_once_and_results_every_time() -> None:
    done = rasa_python("tests/bot/schema_probe.py")
    assert json.loads(done) == {"thorough_checks": 1, "refused": ["result", "schema"]}


def test_a_complaint_score_learns_keeps_and_reads_only_the_customers_own_words() -> None:
    found = json.loads(rasa_python("tests/bot/complaint_probe.py"))
    assert found["told_apart"]
    assert found["same_after_loading"]
    assert found["quoted_cues"] == 0
    assert found["own_cues"] > 0
    assert found["thresholds"] == [0.2, "inf"]
    assert found["knows"] == [True, False]


def rasa_python(script: str, *, patience: int = 60) -> str:
    """The last line that a script prints in Rasa's environment."""
    done = subprocess.run(
        [str(RASA_PYTHON), script],
        cwd=ROOT,
        env={**rasa_environment(), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=patience,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1]
