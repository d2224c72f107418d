"""Article Markdown as HTML that is safe to show, with an anchor on every heading."""

import html
import re
from threading import Lock

import nh3
from cachetools import LRUCache, cached
from markdown_it import MarkdownIt

from knowledge_base.documents import effort
from knowledge_base.documents.effort import TooMuchMarkup
from knowledge_base.documents.images import NAME, PLACE
from knowledge_base.documents.slugs import slugify

# Every id an article brings or gets starts so, and cannot shadow one of the page around it.
ANCHOR_PREFIX = "section-"
_MAX_ANCHOR = 80
# In characters: a thousand articles of the usual length, and a few of the longest.
_KEPT = 20_000_000
_PAGES: LRUCache[str, str] = LRUCache(_KEPT, getsizeof=len)


def _reader(*, html: bool) -> MarkdownIt:
    # Code is fenced here: text pushed in by four blanks is far more often HTML or an accident.
    reader = MarkdownIt("commonmark", {"html": html})
    return effort.limit(reader.enable(["table", "strikethrough"]).disable("code"))


_MARKDOWN = _reader(html=True)
_TEXT_ONLY = _reader(html=False)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.S)
_TAG = re.compile(r"<[^>]*>")
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSE_THEMSELVES = {"br", "hr", "img", "input", "col", "wbr", "p", "li", "td", "th", "tr"}
_DEEPEST = 1_000
_IMAGE_OR_LINK = re.compile(r'<a\b[^>]*>|</a>|<img\b(?P<image>(?:\s+[a-z]+="[^"]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_OWN_IMAGE = re.compile(re.escape(PLACE) + NAME)
_ELSEWHERE = re.compile(r"(?:https?:)?//")
_TAGS = (nh3.ALLOWED_TAGS | {"tfoot"}) - {"map", "area", "header", "footer", "nav", "article"}
_ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "abbr": {"title"},
    "code": {"class"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "details": {"open"},
}


@cached(_PAGES, lock=Lock(), info=True)
def to_html(markdown: str) -> str:
    """Safe HTML of an article's Markdown, kept for the next reader.

    Scripts, event handlers, frames, styles and links that run code are removed; links out get
    `rel`. Each heading gets the id that `passages_of` names as its anchor. Text whose markup is
    too much to read is shown as it was typed.

    >>> to_html("## Send it back")
    '<h2 id="section-send-it-back">Send it back</h2>\\n'
    """
    try:
        return _with_anchors(_cleaned(_rendered(markdown)))
    except TooMuchMarkup:
        return _as_typed(markdown)


def page_of(markdown: str, *, images: str = PLACE) -> str:
    """The same for a reader's eyes: only images that were brought in are shown, from that place.

    Another site would learn who reads, so its images are links; what is nowhere leaves its words.
    """
    inside_link = False

    def settled(found: re.Match[str]) -> str:
        nonlocal inside_link
        if found["image"] is None:
            inside_link = found[0] != "</a>"
            return found[0]
        about: dict[str, str] = dict(_ATTRIBUTE.findall(found["image"]))
        address = about.get("src", "")
        words = about.get("alt", "").replace("<", "&lt;").replace(">", "&gt;")
        if _OWN_IMAGE.fullmatch(address):
            return found[0].replace(PLACE, images, 1)
        if inside_link or not _ELSEWHERE.match(address):
            return words
        return f'<a href="{address}" rel="noopener noreferrer nofollow">{words or address}</a>'

    return _IMAGE_OR_LINK.sub(settled, to_html(markdown))


def can_be_shown(markdown: str) -> bool:
    """Is the markup little enough to be read, in a page and for the index?"""
    return to_html(markdown) != _as_typed(markdown)


def _as_typed(markdown: str) -> str:
    return f"<pre>{html.escape(markdown)}</pre>"


def _rendered(markdown: str) -> str:
    page: str = _MARKDOWN.render(markdown)
    if _is_too_deep(page):
        page = _TEXT_ONLY.render(markdown)
    effort.check(page.count("<"))
    return page


def _cleaned(page: str) -> str:
    return nh3.clean(
        page,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_safe_attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        id_prefix=ANCHOR_PREFIX,
    )


def _is_too_deep(page: str) -> bool:
    """A hundred thousand open tags cost the cleaner minutes; such a page shows its tags instead."""
    depth = 0
    for closing, name in _OPEN_OR_CLOSE.findall(page):
        if name.lower() not in _CLOSE_THEMSELVES:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "a" and name == "href" and value.startswith("#") and len(value) > 1:
        return f"#{ANCHOR_PREFIX}{value[1:]}"
    if tag == "code" and not value.startswith("language-"):
        return None
    return value


def _with_anchors(page: str) -> str:
    """Cleaned HTML leaves headings without attributes, so this pattern finds all and only them."""
    taken: dict[str, int] = {}

    def anchored(found: re.Match[str]) -> str:
        level, inner = found.groups()
        name = slugify(html.unescape(_TAG.sub("", inner)))[:_MAX_ANCHOR] or "part"
        taken[name] = taken.get(name, -1) + 1
        number = f"-{taken[name]}" if taken[name] else ""
        return f'<h{level} id="{ANCHOR_PREFIX}{name}{number}">{inner}</h{level}>'

    return _HEADING.sub(anchored, page)
