"""A passage cut to what fits a chat bubble, at the end of a sentence or a step."""

from knowledge_base.documents.chunking import innermost
from knowledge_base.documents.splitting import sentences_of

LONGEST = 900


def excerpt(text: str, longest: int = LONGEST) -> str:
    """The beginning of `text`, whole lines and sentences only; list markers and breaks stay.

    >>> excerpt("Open the lid. Press the button.", 20)
    'Open the lid.'
    """
    text = text.strip()
    if len(text) <= longest:
        return text
    kept = ""
    for joint, part in _parts(text):
        if len(kept) + len(joint) + len(part) > longest:
            break
        kept += joint + part
    return _without_dangling_lead(kept).strip() or _cut_at_word(text, longest)


def heading_above(text: str, heading: str, title: str) -> str:
    """The heading to say above a passage: "We do not accept" may stand there and nowhere else.

    Empty where it says no more than the article's title or the text itself.
    """
    name = innermost(heading)
    return "" if name == title or text.startswith(name) else name


def _parts(text: str) -> list[tuple[str, str]]:
    """Sentences with what stands before each: a line break or a blank."""
    parts: list[tuple[str, str]] = []
    for line in text.split("\n"):
        for number, sentence in enumerate(sentences_of(line)):
            parts.append((" " if number else "\n", sentence))
    return parts


def _without_dangling_lead(text: str) -> str:
    """A line that announces a list is no ending when the list was cut off."""
    lines = text.rstrip().split("\n")
    if len(lines) > 1 and lines[-1].rstrip().endswith((":", "：")):
        lines.pop()
    return "\n".join(lines)


def _cut_at_word(text: str, longest: int) -> str:
    head = text[: longest - 1]
    return (head.rsplit(None, 1)[0] if " " in head else head) + "…"
