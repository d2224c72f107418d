"""Comments on a rating: all are kept, one after the other."""

import pytest

from helpdesk.comments import LONGEST, with_comment
from helpdesk.platform.errors import RuleBroken


@pytest.mark.parametrize(
    ("kept", "said", "together"),
    [
        (None, None, None),
        (None, "  \n", None),
        (None, "\x00", None),
        (None, " Slow ", "Slow"),
        (None, "half an emoji \ud83d", "half an emoji ?"),
        ("Slow", None, "Slow"),
        ("Slow", "", "Slow"),
        ("Slow", "Slow", "Slow"),
        ("Slow", "slow", "Slow\n\nslow"),
        ("Very slow", "slow", "Very slow\n\nslow"),
        ("One\n\nTwo\n\nThree", "Two", "One\n\nTwo\n\nThree"),
        ("One\n\nTwo", "One\n\nTwo", "One\n\nTwo"),
    ],
)
def test_comments_together(kept: str | None, said: str | None, together: str | None) -> None:
    assert with_comment(kept, said) == together


def test_what_does_not_fit_is_refused_whole() -> None:
    assert with_comment("a", "b" * (LONGEST - 3)) == "a\n\n" + "b" * (LONGEST - 3)
    with pytest.raises(RuleBroken, match="4,000 characters"):
        with_comment("a", "b" * (LONGEST - 2))
