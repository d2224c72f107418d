"""What a static-site generator would have filled in: resolved where we can, removed where not."""

import re
from collections.abc import Mapping

# Template tags inside code are what the article is about, so code is kept as it stands.
_CODE = re.compile(r"(^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[^\n]*$|`[^`\n]+`)", re.M | re.S)
_CAPTURE = re.compile(r"{%-?\s*capture\s+(\w+)\s*-?%}(.*?){%-?\s*endcapture\s*-?%}", re.S)
_COMMENT = re.compile(r"{%-?\s*comment\s*-?%}.*?{%-?\s*endcomment\s*-?%}", re.S)
_INCLUDE = re.compile(r"{%-?\s*include\s[^%]*?(?:items|content)\s*=\s*([\w.]+)[^%]*%}")
_PAGE_VALUE = re.compile(r"{{-?\s*page\.(\w+)\s*-?}}")
_LEFTOVER = re.compile(r"{%.*?%}|{{.*?}}", re.S)
_ATTRIBUTE_LINE = re.compile(r"^[ \t]*{:[^}\n]*}[ \t]*\n?", re.M)
_ATTRIBUTES = re.compile(r"{:[^}\n]*}")


def resolve(markdown: str, page: Mapping[str, object]) -> str:
    """The text with its template tags gone; lists and blocks that a tag would show stay."""
    captures: dict[str, str] = {}

    def remember(found: re.Match[str]) -> str:
        captures[found[1]] = found[2].strip()
        return ""

    def show(found: re.Match[str]) -> str:
        name = found[1].removeprefix("page.")
        return "\n\n" + (captures.get(name) or _as_markdown(page.get(name))) + "\n\n"

    text = _COMMENT.sub("", markdown)
    text = _CAPTURE.sub(remember, text)
    text = _INCLUDE.sub(show, text)
    return _outside_code(text, page)


def _outside_code(text: str, page: Mapping[str, object]) -> str:
    parts: list[str] = []
    position = 0
    for code in _CODE.finditer(text):
        parts += [_cleared(text[position : code.start()], page), code[0]]
        position = code.end()
    parts.append(_cleared(text[position:], page))
    return "".join(parts)


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
