"""Bringing a folder of articles in, as often as one likes."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from helpdesk.articles.service.imports import import_folder
from helpdesk.articles.service.writing import search
from helpdesk.platform.errors import NotFound
from knowledge_base import Audience


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two readable articles, and one that is not."""
    orders = tmp_path / "orders"
    orders.mkdir()
    (orders / "return.md").write_text("---\ntitle: Return an item\n---\nWithin 30 days.\n")
    (orders / "track.md").write_text("---\ntitle: Track a parcel\n---\nUse the link.\n")
    (orders / "broken.md").write_text("---\ntitle: Nothing below\n---\n")
    return tmp_path


def test_each_article_is_published_in_its_category(session: Session, folder: Path) -> None:
    done = import_folder(session, folder)
    assert (done.added, done.changed, done.unchanged) == (2, 0, 0)
    article = session.scalars(select(Article).where(Article.title == "Return an item")).one()
    assert (article.state, [name.lower() for name in article.category]) == ("published", ["orders"])
    assert search(session, "return an item")[0].article_id == article.id


def test_what_cannot_be_read_is_named(session: Session, folder: Path) -> None:
    faults = import_folder(session, folder).faults
    assert [fault.path.name for fault in faults] == ["broken.md"]
    assert faults[0].reason


def test_the_same_folder_again_adds_nothing(session: Session, folder: Path) -> None:
    import_folder(session, folder)
    again = import_folder(session, folder)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert session.scalar(select(func.count()).select_from(Article)) == 2


def test_a_changed_file_is_a_new_version_and_found_in_its_new_words(
    session: Session, folder: Path
) -> None:
    import_folder(session, folder)
    file = folder / "orders" / "return.md"
    file.write_text("---\ntitle: Return an item\n---\nWithin 60 giraffes.\n")
    assert import_folder(session, folder).changed == 1
    assert "giraffes" in search(session, "60 giraffes")[0].text
    article = session.scalars(select(Article).where(Article.title == "Return an item")).one()
    assert article.version == 2


@pytest.fixture
def goodwill(folder: Path) -> Path:
    """A file for agents."""
    file = folder / "goodwill.md"
    file.write_text("---\ntitle: Goodwill\naudience: agents\n---\nTen percent.\n")
    return file


def audiences(session: Session) -> dict[str, str]:
    return {article.title: article.audience for article in session.scalars(select(Article))}


def test_an_article_is_for_whom_its_file_says(
    session: Session, folder: Path, goodwill: Path
) -> None:
    import_folder(session, folder)
    assert audiences(session) == {
        "Return an item": "public", "Track a parcel": "public", "Goodwill": "agents"
    }  # fmt: skip
    assert search(session, "goodwill ten percent")[0].title != "Goodwill"
    found = search(session, "goodwill ten percent", audience=Audience.AGENTS)
    assert found[0].title == "Goodwill"


def test_a_file_of_unknown_audience_is_named_and_what_it_was_stays(
    session: Session, folder: Path, goodwill: Path
) -> None:
    import_folder(session, folder)
    goodwill.write_text("---\ntitle: Goodwill\naudience: staff\n---\nTwenty percent.\n")
    faults = import_folder(session, folder).faults
    assert "goodwill.md" in {fault.path.name for fault in faults}
    found = search(session, "goodwill percent", audience=Audience.AGENTS)
    assert found[0].text == "Ten percent."
    assert audiences(session)["Goodwill"] == "agents"


def test_a_file_that_no_longer_names_its_readers_gives_nothing_away(
    session: Session, folder: Path, goodwill: Path
) -> None:
    import_folder(session, folder)
    goodwill.write_text("---\ntitle: Goodwill\n---\nTwenty percent.\n")
    assert import_folder(session, folder).changed == 1
    assert audiences(session)["Goodwill"] == "agents"


def test_progress_is_told(session: Session, folder: Path) -> None:
    steps: list[tuple[int, int]] = []
    import_folder(session, folder, progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (2, 2)


def test_a_folder_that_is_none_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="is not a folder"):
        import_folder(session, tmp_path / "nowhere")
