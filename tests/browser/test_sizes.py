"""The widget stays small: what a website loads for it, gzipped."""

import gzip

import pytest

from tests.stack import ROOT

pytestmark = pytest.mark.browser
WIDGET = ROOT / "helpdesk" / "static" / "widget"


def gzipped(*names: str) -> int:
    return sum(len(gzip.compress((WIDGET / name).read_bytes(), 9)) for name in names)


def test_the_loader_and_the_frame_are_small() -> None:
    assert 500 < gzipped("loader.js") <= 8 * 1024
    assert 5_000 < gzipped("frame.js", "frame.css") <= 60 * 1024
