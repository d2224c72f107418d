"""`heed kb evaluate --follow-ups`: figures of conversations, or why there are none."""

import json

import pytest

from knowledge_base.following.dialogues import HELP_CENTRES
from tests import models
from tests.command_line import Heed


def test_the_figures_of_a_file_are_printed_with_their_intervals(heed: Heed) -> None:
    model = str(models.sentence_model())
    asked = ["kb", "evaluate", "--follow-ups", str(HELP_CENTRES), "--model", model]
    done = heed(*asked)
    assert done.exit_code == 0, done.stderr
    assert "need_f1" in done.stdout
    figures = json.loads(heed(*asked, "--json").stdout)
    assert set(figures["intervals"]) <= set(figures)


@pytest.mark.parametrize(
    ("file", "more", "fault"),
    [
        ("nowhere.jsonl", [], "nowhere.jsonl cannot be read"),
        (str(HELP_CENTRES), ["--cross-validate", "1000"], "cannot be cut into 1000 folds"),
    ],
)
def test_what_cannot_be_measured_is_said(
    heed: Heed, file: str, more: list[str], fault: str
) -> None:
    done = heed("kb", "evaluate", "--follow-ups", file, *more)
    assert done.exit_code == 1
    assert fault in done.stderr
