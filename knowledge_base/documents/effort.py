"""A limit to what showing one text may cost, counted in the parser's own steps."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

# At most a second. Articles made by hand take some hundred steps, long ones two thousand.
MOST_STEPS = 100_000
_STEPS = "steps"
_INSIDE = ["paragraph", "reference", "blockquote", "list"]


class TooMuchMarkup(Exception):
    """A text whose markup would take seconds to read."""


def limit(reader: MarkdownIt) -> MarkdownIt:
    """Let the reader raise TooMuchMarkup as soon as a text takes more steps than one may."""
    reader.block.ruler.before("table", "effort", _line, {"alt": _INSIDE})
    reader.core.ruler.after("block", "effort", _blocks)
    reader.inline.ruler.before("text", "effort", _mark)
    return reader


def check(steps: int) -> None:
    """Raise TooMuchMarkup for more steps than one text may take."""
    if steps > MOST_STEPS:
        raise TooMuchMarkup


# Rules that match nothing: the parser asks them first, wherever it asks any.
def _line(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
    state.env[_STEPS] = state.env.get(_STEPS, 0) + 1
    check(state.env[_STEPS] + len(state.tokens))
    return False


def _blocks(state: StateCore) -> None:
    state.env[_STEPS] = state.env.get(_STEPS, 0) + len(state.tokens)
    check(state.env[_STEPS])


def _mark(state: StateInline, _silent: bool) -> bool:
    state.env[_STEPS] += 1
    check(state.env[_STEPS])
    return False
