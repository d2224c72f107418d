"""The bytes of one Markdown or HTML file as a title and a Markdown body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml
from bs4 import BeautifulSoup, Tag
from frontmatter.default_handlers import YAMLHandler
from markdownify import markdownify

from knowledge_base.audience import Audience
from knowledge_base.documents.site_markup import resolve
from knowledge_base.documents.slugs import language_code

# Taken for text, front matter would be read by everybody, and what it says of readers by nobody.
_OPENS_FRONT_MATTER = re.compile(
    r"""\A\s*-{3,}[ \t]*\n(?=(?:[ \t]*(?:#.*)?\n)*[ \t]*["']?[\w-]+["']?[ \t]*:|-{3,}[ \t]*\n)"""
)
_FIRST_HEADING = re.compile(r"\A\s*#(?!#)[ \t]+(\S.*)(?:\n|\Z)")
_ANY_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$", re.M)
_EMPHASIS = re.compile(r"[*`]+|\[([^\]]*)\]\([^)]*\)|<[^>]+>")
_NOT_CONTENT = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "iframe",
    "form",
)
_MAX_TITLE = 300
_MAX_FRONT_MATTER = 64_000
_MAX_MARKS = 60_000
_HTML_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.S)
# The parser looks to the very end for each of these, so they are read as the text they are.
_OPENS_NO_TAG = re.compile(r"<(?![a-zA-Z/!][^<>]*>)")
_EMPTY_STRETCH = re.compile(r"\s{100,}")


class DocumentError(Exception):
    """A file that is no usable article; the message is the sentence to show."""


@dataclass(frozen=True)
class Parsed:
    """What one file says of itself."""

    title: str
    body: str
    language: str | None = None
    audience: Audience | None = None
    url: str | None = None


def decode(data: bytes) -> str:
    """The text of a file, or DocumentError for one that is empty or no text."""
    if not data.strip():
        raise DocumentError("It is empty.")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise DocumentError("It is not text but a binary file.") from error
        raise DocumentError("It is not in UTF-8. Save it as UTF-8 and import it again.") from error
    if "\0" in text:
        raise DocumentError("It is not text but a binary file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, *, html: bool) -> Parsed:
    """Front matter, title and body of one file's text."""
    matter, body = _front_matter(text)
    try:
        parsed = _from_html(body) if html else _from_markdown(body, matter)
    except RecursionError as error:
        raise DocumentError("Its elements are nested too deeply to be read.") from error
    return Parsed(
        title=_plain(_scalar(matter.get("title")) or parsed.title),
        body=parsed.body,
        language=language_code(matter.get("language") or matter.get("lang")) or parsed.language,
        audience=_audience(matter),
        url=_web_address(_scalar(matter.get("url"))),
    )


def _front_matter(text: str) -> tuple[Mapping[str, object], str]:
    if not _OPENS_FRONT_MATTER.match(text):
        return {}, text
    handler = YAMLHandler()
    try:
        block, body = handler.split(text)
        if len(block) > _MAX_FRONT_MATTER:
            raise DocumentError("Its front matter is longer than 64,000 characters.")
        matter = handler.load(block)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DocumentError(_front_matter_fault(error)) from error
    if matter is None:
        return {}, body
    if not isinstance(matter, dict):
        raise DocumentError("Its front matter is not a list of `name: value` lines.")
    return matter, body


def _audience(matter: Mapping[str, object]) -> Audience | None:
    """For whom the file says it is; a word that is not known never means everybody."""
    said = [_scalar(value) for name, value in matter.items() if str(name).lower() == "audience"]
    if not said:
        return None
    if said[0].lower() not in set(Audience):
        raise DocumentError(
            f"Its audience “{said[0][:40]}” is not known. "
            "Write `audience: public` for everybody, or `audience: agents` for the desk alone."
        )
    return Audience(said[0].lower())


def _front_matter_fault(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" near line {mark.line + 2}" if mark else ""
    return f"Its front matter cannot be read{where}: check the quotes, colons and closing `---`."


def _from_markdown(body: str, matter: Mapping[str, object]) -> Parsed:
    text = resolve(body, matter).strip()
    first = _FIRST_HEADING.match(text)
    named = _plain(_scalar(matter.get("title")))
    # The title stands above the article already; a first heading that repeats it would show twice.
    if first and (not named or _plain(_heading(first)).casefold() == named.casefold()):
        return Parsed(_heading(first), text[first.end() :].strip())
    heading = _ANY_HEADING.search(text)
    return Parsed(_heading(heading) if heading else "", text)


def _heading(found: re.Match[str]) -> str:
    """The words of a heading without the marks that may stand behind them."""
    words = found[1].rstrip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare[-1:] in " \t" else words


def _from_html(text: str) -> Parsed:
    text = _EMPTY_STRETCH.sub(" ", _OPENS_NO_TAG.sub("&lt;", _HTML_COMMENT.sub("", text)))
    if sum(map(text.count, "<>&")) > _MAX_MARKS:
        raise DocumentError("It has more than 30,000 tags. Split it into several files.")
    page = BeautifulSoup(text, "html.parser")
    root = page.find("html")
    for unwanted in page.find_all(_NOT_CONTENT):
        unwanted.decompose()
    content = page.find("main") or page.find("article") or page.find("body") or page
    title = _html_title(page, content)
    body = markdownify(str(content), heading_style="ATX", bullets="-", strip=["title"])
    language = language_code(root.get("lang")) if isinstance(root, Tag) else None
    return Parsed(title, body.strip(), language)


def _html_title(page: BeautifulSoup, content: object) -> str:
    heading = content.find("h1") if isinstance(content, Tag) else None
    if isinstance(heading, Tag):
        title = heading.get_text(" ", strip=True)
        heading.decompose()
        return title
    named = page.find("title")
    return named.get_text(" ", strip=True) if named else ""


def _plain(title: str) -> str:
    words = _EMPHASIS.sub(lambda found: found[1] or "", title[: 10 * _MAX_TITLE])
    return " ".join(words.split())[:_MAX_TITLE]


def _scalar(value: object) -> str:
    # Anything nested is refused: YAML aliases can make a few bytes print as gigabytes.
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _web_address(value: str) -> str | None:
    return value if value.startswith(("https://", "http://")) else None
