"""What customers add to a rating in words: all of it is kept, and nothing replaces anything."""

from helpdesk.platform.errors import RuleBroken

LONGEST = 4000
BETWEEN = "\n\n"


def with_comment(kept: str | None, said: str | None) -> str | None:
    """All the words so far, one comment after the other; the same ones again add nothing.

    Raise RuleBroken when there is no room for more.
    """
    storable = (said or "").encode("utf-8", "replace").decode()  # half an emoji, cut by a browser
    words = storable.replace("\x00", "").strip()
    if not words or _stands_in(kept or "", words):
        return kept
    every = words if kept is None else kept + BETWEEN + words
    if len(every) > LONGEST:
        raise RuleBroken(
            "Your words on this together may have %(most)s characters, and these are too "
            "many. Shorten them, or write to us in a conversation.",
            most=LONGEST,
        )
    return every


def _stands_in(kept: str, words: str) -> bool:
    return BETWEEN + words + BETWEEN in BETWEEN + kept + BETWEEN
