"""What a static-site generator would have filled in: resolved where we can, removed where not."""

import re
from collections.abc import Iterator, Mapping
from io import StringIO

# Template tags inside code are what the article is about, so code is kept as it stands.
_FENCE = re.compile(r"`{3,}|~{3,}")
_INLINE_CODE = re.compile(r"`[^`\n]+`")
# What is looked for between two marks never crosses another first one: a text full of marks that
# nothing closes would be read once more for each of them.
_CAPTURE = re.compile(
    r"{%-?\s*capture\s+(\w+)\s*-?%}((?:(?!{%-?\s*capture\s).)*?){%-?\s*endcapture\s*-?%}", re.S
)
_COMMENT = re.compile(
    r"{%-?\s*comment\s*-?%}(?:(?!{%-?\s*comment\s).)*?{%-?\s*endcomment\s*-?%}", re.S
)
_INCLUDE = re.compile(r"{%-?\s*include\s([^%]*)%}")
_SHOWN = re.compile(r"(?:items|content)\s*=\s*([\w.]+)")
_PAGE_VALUE = re.compile(r"{{-?\s*page\.(\w+)\s*-?}}")
_LEFTOVER = re.compile(r"{%(?:(?!{%).)*?%}|{{(?:(?!{{).)*?}}", re.S)
_ATTRIBUTE_LINE = re.compile(r"^[ \t]*{:[^}\n]*}[ \t]*\n?", re.M)
_ATTRIBUTES = re.compile(r"{:[^{}\n]*}")


def resolve(markdown: str, page: Mapping[str, object]) -> str:
    """The text with its template tags gone; lists and blocks that a tag would show stay."""
    captures: dict[str, str] = {}

    def remember(found: re.Match[str]) -> str:
        captures[found[1]] = found[2].strip()
        return ""

    def show(found: re.Match[str]) -> str:
        shown = _SHOWN.search(found[1])
        if not shown:
            return found[0]
        name = shown[1].removeprefix("page.")
        return "\n\n" + (captures.get(name) or _as_markdown(page.get(name))) + "\n\n"

    text = _COMMENT.sub("", markdown)
    text = _CAPTURE.sub(remember, text)
    text = _INCLUDE.sub(show, text)
    return _outside_code(text, page)


def _outside_code(text: str, page: Mapping[str, object]) -> str:
    return "".join(piece if is_code else _cleared(piece, page) for is_code, piece in pieces(text))


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces that are code or are not; a fence that nothing closes goes to the end."""
    for fenced, lines in _by_fences(text):
        position = 0
        for code in () if fenced else _INLINE_CODE.finditer(lines):
            yield False, lines[position : code.start()]
            yield True, code[0]
            position = code.end()
        yield fenced, lines[position:]


def _by_fences(text: str) -> Iterator[tuple[bool, str]]:
    """Fenced code and what stands between it, in whole lines."""
    held: list[str] = []
    fence = ""
    for line in StringIO(text):
        opens = None if fence else _FENCE.match(line)
        if opens:
            yield False, "".join(held)
            held, fence = [line], opens[0]
            continue
        held.append(line)
        if fence and line.startswith(fence):
            yield True, "".join(held)
            held, fence = [], ""
    yield bool(fence), "".join(held)


def _cleared(text: str, page: Mapping[str, object]) -> str:
    if "{" not in text:
        return text
    text = _PAGE_VALUE.sub(lambda found: _as_markdown(page.get(found[1])), text)
    text = _LEFTOVER.sub("", text)
    text = _ATTRIBUTE_LINE.sub("", text)
    return _ATTRIBUTES.sub("", text)


def _as_markdown(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(f"- {item}" for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""
