"""An article's HTML with its links to other articles leading to where those are read now."""

import re
from posixpath import join, normpath, splitext
from urllib.parse import unquote, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from knowledge_base.documents.rendering import ANCHOR_PREFIX, page_of

_LINK = re.compile(r'<a href="([^"#][^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_OUR_OWN_PAGE = re.compile(r"/(help(/[^/]+|/-/images/[^/]+)?|requests(/.*)?|complaints(/.*)?)")
_LANGUAGE_SUFFIX = re.compile(r"\._[a-z]{2}$")
_LANGUAGE_FOLDER = re.compile(r"^[a-z]{2}/")
# Site generators hide a folder's underscore: `_help/sign-in.md` is read at /help/sign-in/.
_HIDDEN_FOLDER = re.compile(r"(^|/)_(?=[^/]+/)")


def html_of(session: Session, article: Article) -> str:
    """The article as safe HTML; a link to a file that was not imported keeps only its words."""
    page = page_of(article.body)
    if not any(_is_local(address) for address, _, _ in _LINK.findall(page)):
        return page
    places = places_of(session, article.language)
    here = place_of(article.source or "")

    def settled(found: re.Match[str]) -> str:
        address, rest, words = found.groups()
        if not _is_local(address):
            return found.group()
        target = _target(address, here, places)
        return f'<a href="{target}"{rest}>{words}</a>' if target else words

    return _LINK.sub(settled, page)


def _is_local(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and not _OUR_OWN_PAGE.fullmatch(parts.path)


def _target(address: str, here: str, places: dict[str, str]) -> str | None:
    parts = urlsplit(address)
    path = unquote(parts.path)
    if path.startswith("/"):
        place = _LANGUAGE_FOLDER.sub("", path.strip("/"))
    else:
        place = normpath(join(here, "..", path))
    place = _without_ending(_HIDDEN_FOLDER.sub(r"\1", place))
    slug = places.get(place) or places.get(f"{place}/index")
    anchor = f"#{ANCHOR_PREFIX}{parts.fragment}" if parts.fragment else ""
    return f"/help/{slug}{anchor}" if slug else None


def places_of(session: Session, language: str) -> dict[str, str]:
    """Which slug the published article of each imported file has."""
    query = select(Article.source, Article.slug).where(
        Article.read_by_customers(),
        Article.source.is_not(None),
        Article.language == language,
    )
    return {place_of(source): slug for source, slug in session.execute(query) if source}


def place_of(source: str) -> str:
    """Where a file lies in its folder, without language and ending: `en:a/b.md` is `a/b`."""
    return _without_ending(_HIDDEN_FOLDER.sub(r"\1", source.partition(":")[2]))


def _without_ending(path: str) -> str:
    stem, ending = splitext(path)
    known = stem if ending.lower() in {".md", ".html", ".htm"} else path
    return _LANGUAGE_SUFFIX.sub("", known).rstrip("/")
