"""What a template says in so many words, past the catalogues."""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Comment, Doctype
from jinja2 import Environment, nodes

JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
CALLS = {"_", "gettext", "ngettext"}
READ_OUT = ("alt", "aria-description", "aria-label", "placeholder", "title")
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[A-ZÄÖÜ][a-zäöü’']+")
FILLED_IN = "\x1a"
# What a macro puts into a tag elsewhere.
ATTRIBUTES = re.compile(r'(?:\s*[a-z-]+="[^"]*")+\s*')


def literals(page: Path) -> list[str]:
    """Every text and every attribute that is read out, and every string that looks like one."""
    source = page.read_text()
    return [*_of_markup(source), *_of_expressions(source)]


def _of_markup(source: str) -> Iterator[str]:
    """Words between tags and in attributes, with all that Jinja puts there left out."""
    pieces = (text if kind == "data" else FILLED_IN for _, kind, text in JINJA.lex(source))
    soup = BeautifulSoup("".join(pieces), "html.parser")
    for text in soup.find_all(string=True):
        said = text.replace(FILLED_IN, "")
        if not isinstance(text, Comment | Doctype) and not ATTRIBUTES.fullmatch(said):
            yield from [" ".join(said.split())] if WORD.search(said) else []
    for tag in soup.find_all(True):
        for name in READ_OUT:
            said = str(tag.get(name, ""))
            if WORD.search(said):
                yield f"{name}={said.replace(FILLED_IN, '')}"


def _of_expressions(source: str) -> Iterator[str]:
    """Strings that begin like a sentence and stand in no call of a translation."""
    left: list[nodes.Node] = [JINJA.parse(source)]
    while left:
        node = left.pop()
        if isinstance(node, nodes.Const):
            if isinstance(node.value, str) and SENTENCE.match(node.value):
                yield node.value
            continue
        translates = isinstance(node, nodes.Call) and getattr(node.node, "name", "") in CALLS
        kept = [child for child in node.iter_child_nodes() if not isinstance(child, nodes.Const)]
        left += kept if translates else node.iter_child_nodes()
