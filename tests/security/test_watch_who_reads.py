"""They learn who reads an article from an image of theirs, or run something as an image."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article, StoredImage
from helpdesk.articles.service.imports import import_folder
from helpdesk.articles.service.writing import Draft, revise_article
from helpdesk.platform.audit import Actor
from knowledge_base import Audience
from knowledge_base.documents.images import MAX_BYTES
from knowledge_base.documents.rendering import page_of
from tests.make import make_article
from tests.people import Browser, Staff

PNG = b"\x89PNG\r\n\x1a\n" + b"lid"
KINDS = {
    "png": PNG,
    "jpeg": b"\xff\xd8\xff\xe0lid",
    "gif": b"GIF89alid",
    "webp": b"RIFF\x04\x00\x00\x00WEBPlid",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SPY = "https://evil.example/spy.png"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An article with an image beside it."""
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "lid one.png").write_bytes(PNG)
    (tmp_path / "lid.md").write_text("# The lid\n\nLook: ![A lid](img/lid%20one.png)\n")
    return tmp_path


def imported(session: Session, folder: Path) -> Article:
    import_folder(session, folder)
    session.commit()
    return session.scalars(select(Article).where(Article.title == "The lid")).one()


def address_in(page: str) -> str:
    [address] = re.findall(r'<img src="([^"]+)"', page)
    return str(address)


def test_no_page_may_load_an_image_from_elsewhere(client: Browser, carla: Staff) -> None:
    for answer in (client.get("/help"), carla.client.get("/console/articles")):
        assert "img-src 'self' data:;" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "shown",
    [f"![A plan]({SPY})", f"![A plan][p]\n\n[p]: {SPY}", f'<img src="{SPY}" alt="A plan">'],
)
def test_an_image_elsewhere_is_a_link_with_its_words(
    client: Browser, carla: Staff, session: Session, shown: str
) -> None:
    article = make_article(session, "Plan", f"See this.\n\n{shown}")
    pages = [client.get(article.path).text, client.get(f"/api/v1/articles/{article.id}").text]
    pages.append(carla.client.get(f"/console/articles/{article.id}").text)
    for page in pages:
        assert "<img" not in page
        assert SPY in page
        assert "A plan" in page


@pytest.mark.parametrize(
    ("shown", "page"),
    [
        ("![a](//evil.example/x.png)", 'href="//evil.example/x.png"'),
        (f"![]({SPY})", f">{SPY}</a>"),
        (f"[![words]({SPY})](https://shop.example)", ">words</a>"),
        ("![gone](img/gone.png)", "<p>gone</p>"),
        ("![x](/console/sign-out)", "<p>x</p>"),
        ("<img alt='no source'>", "no source"),
        ('<img src="data:image/png;base64,AA" alt="inline">', "inline"),
        ("![a](https://e.example/x.png 'a > b')", 'href="https://e.example/x.png"'),
        (f'<img src="{SPY}" alt="&lt;script&gt;alert(1)&lt;/script&gt;">', "&lt;script&gt;"),
        ('<a href="https://shop.example"><abbr>x</abbr></a>', "<abbr>x</abbr>"),
    ],
)
def test_what_is_shown_in_the_place_of_an_image(shown: str, page: str) -> None:
    found = page_of(shown)
    assert page in found
    assert "<img" not in found
    assert "<script" not in found
    assert found.count("<a ") == found.count("</a>") <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_image_beside_a_file_is_served_by_the_desk(
    client: Browser, session: Session, folder: Path, kind: str
) -> None:
    (folder / "img" / "lid one.png").write_bytes(KINDS[kind])
    page = client.get(imported(session, folder).path).text
    found = client.get(address_in(page))
    assert (found.status_code, found.data, found.mimetype) == (200, KINDS[kind], f"image/{kind}")
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in found.headers["Content-Security-Policy"]


@pytest.mark.parametrize("content", [SVG, b"<html><script>", b"", b"GIF88a", PNG[:7]])
def test_what_is_no_image_by_its_bytes_is_named_and_not_stored(
    session: Session, folder: Path, content: bytes
) -> None:
    (folder / "img" / "lid one.png").write_bytes(content)
    done = import_folder(session, folder)
    assert (done.added, done.images) == (1, 0)
    assert [fault.path.name for fault in done.faults] == ["lid one.png"]
    assert session.scalars(select(StoredImage)).all() == []


def test_an_image_has_its_limit(session: Session, folder: Path) -> None:
    (folder / "img" / "lid one.png").write_bytes(PNG + b"x" * MAX_BYTES)
    [fault] = import_folder(session, folder).faults
    assert "2 MB" in fault.reason


@pytest.mark.parametrize("way", ["../../secret.png", "/../secret.png", "img/link.png"])
def test_nothing_outside_the_folder_is_taken(session: Session, tmp_path: Path, way: str) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    folder = tmp_path / "help" / "deep"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "lid.md").write_text(f"# The lid\n\n![x]({way})\n")
    done = import_folder(session, tmp_path / "help" / "deep")
    assert (done.added, done.images, done.missing_images) == (1, 0, 1)


def test_the_import_counts_images(session: Session, folder: Path) -> None:
    shown = f"![a]({SPY}) ![b](gone.png) ![c](/img/lid%20one.png)"
    code = "```\n![d](code.png)\n```"
    (folder / "more.md").write_text(f"# More\n\n{shown}\n\n{code}\n")
    done = import_folder(session, folder)
    assert (done.images, done.remote_images, done.missing_images) == (1, 1, 1)
    again = import_folder(session, folder)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


def test_a_changed_image_is_a_new_version_and_the_old_one_stays_with_the_old(
    session: Session, folder: Path, carla: Staff
) -> None:
    article = imported(session, folder)
    (folder / "img" / "lid one.png").write_bytes(KINDS["gif"])
    assert import_folder(session, folder).changed == 1
    session.commit()
    for version, content in [(1, PNG), (2, KINDS["gif"])]:
        page = carla.client.get(f"/console/articles/{article.id}/versions/{version}").text
        assert carla.client.get(address_in(page)).data == content


def test_an_image_is_for_those_who_may_read_its_article(
    client: Browser, carla: Staff, session: Session, folder: Path
) -> None:
    article = imported(session, folder)
    public = address_in(client.get(article.path).text)
    internal = address_in(carla.client.get(f"/console/articles/{article.id}").text)
    assert (client.get(public).status_code, carla.client.get(internal).status_code) == (200, 200)
    draft = Draft(article.title, article.body, audience=Audience.AGENTS)
    revise_article(session, article.id, draft, actor=Actor.agent(1))
    session.commit()
    assert client.get(public).status_code == 404
    assert client.get(internal).status_code in {302, 401}
    assert carla.client.get(internal).data == PNG


@pytest.mark.parametrize("name", ["x", "a" * 64 + ".png", "../../etc/passwd", "%00"])
def test_an_image_that_is_none_is_not_found(client: Browser, name: str) -> None:
    assert client.get(f"/help/-/images/{name}").status_code in {404, 422}
