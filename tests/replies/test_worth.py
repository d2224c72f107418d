"""Which replies are kept, and which two an agent would read as one, by table."""

import pytest

from helpdesk.replies.rules.worth import (
    FEWEST_WORDS,
    LONGEST,
    digest_of,
    is_alike,
    is_worth_keeping,
    was_of_no_use,
)


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("Any sturdy box will do.", True),
        ("Hello {customer},\n\nany sturdy box will do.\n\nBest regards,\n{agent}", True),
        ("I am sorry. A new one leaves tomorrow; send nothing back.", True),
        ("I am sorry.", False),
        ("Hello {customer},\n\nBest regards,\n{agent}", False),
        ("You're welcome! Have a nice day.", False),
        ("One moment, {customer}, I am looking it up for you.", False),
        ("Gern geschehen! Einen schönen Tag noch.", False),
        ("Merci beaucoup pour votre patience et bonne journée.", False),
        ("De nada. Que tenga un buen día.", False),
        ("Yes, that works.", False),
        ("{digits} {email} {address} {link} {name} goes there by itself", False),
        ("word " * LONGEST, False),
    ],
)
def test_what_could_help_somebody_else_is_kept(reply: str, kept: bool) -> None:
    assert is_worth_keeping(reply) is kept


def test_a_handful_of_words_is_enough_and_one_less_is_not() -> None:
    assert is_worth_keeping("word " * FEWEST_WORDS)
    assert not is_worth_keeping("word " * (FEWEST_WORDS - 1))


@pytest.mark.parametrize(("score", "no_use"), [(1, True), (2, True), (3, False), (None, False)])
def test_what_was_rated_badly_is_of_no_use(score: int | None, no_use: bool) -> None:
    assert was_of_no_use(score) is no_use


def test_replies_of_the_same_words_are_one() -> None:
    assert digest_of("Hello {customer}, any box.") == digest_of("hello, ANY box {agent}")
    assert digest_of("Any box.") != digest_of("Any bag.")


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ("Any sturdy box will do. I have mailed you the label today.", True),
        ("Any sturdy box will do.", False),
        ("Use the app.", False),
    ],
)
def test_nearly_the_same_words_are_read_as_one(other: str, alike: bool) -> None:
    assert is_alike("Any sturdy box will do. I have mailed you the label.", other) is alike
