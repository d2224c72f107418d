"""Which of our own articles a text links to."""

import re
from urllib.parse import unquote

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from helpdesk.articles.rules import ArticleState
from helpdesk.platform.config import settings_in_use

# What stands before `/help/` says whose page it is; a longer path behind it is another page.
_ADDRESS = re.compile(r"(?P<site>[^\s\"'<>()\[\]]*?)/help/(?P<slug>[\w%-]+)(?![\w%/-])")
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)


def articles_linked(session: Session, text: str) -> list[Article]:
    """The published articles whose address the text names, those named first coming first."""
    slugs = _slugs(text, _SCHEME.sub("", settings_in_use().base_url))
    query = select(Article).where(Article.slug.in_(slugs), Article.state == ArticleState.PUBLISHED)
    found = {article.slug: article for article in session.scalars(query)} if slugs else {}
    return [found[slug] for slug in slugs if slug in found]


def _slugs(text: str, own_site: str) -> list[str]:
    """Each slug once; an address at another site is not ours, whatever its path."""
    return list(
        dict.fromkeys(
            unquote(match["slug"])
            for match in _ADDRESS.finditer(text)
            if not match["site"] or _SCHEME.sub("", match["site"]) == own_site
        )
    )
