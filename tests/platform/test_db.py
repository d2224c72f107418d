"""One transaction per unit of work, and what becomes of it."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from helpdesk.platform import db
from helpdesk.platform.db import engine_url
from helpdesk.platform.errors import RuleBroken, Unavailable
from helpdesk.platform.numbering import Counter

ADD = text("insert into counter (series, year, last) values ('Z', 2026, 1)")


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p@h:5/d", "postgresql+psycopg://u:p@h:5/d"),
        ("postgres://u@h/d?host=/run/x", "postgresql+psycopg://u@h/d?host=/run/x"),
    ],
)
def test_any_spelling_of_the_address_works(given: str, used: str) -> None:
    assert engine_url(given) == used


def test_work_is_committed_at_the_end(session: Session) -> None:
    with db.transaction() as work:
        work.execute(ADD)
    assert session.get(Counter, ("Z", 2026)) is not None


@pytest.mark.parametrize("error", [RuleBroken("no"), KeyboardInterrupt(), SystemExit()])
def test_raising_undoes_it(session: Session, error: BaseException) -> None:
    def fail() -> None:
        with db.transaction() as work:
            work.execute(ADD)
            raise error

    with pytest.raises(type(error)):
        fail()
    assert session.get(Counter, ("Z", 2026)) is None


def test_libraries_share_the_sessions_own_transaction(session: Session) -> None:
    session.execute(ADD)
    found = db.raw_connection(session).execute("select last from counter where series = 'Z'")
    assert found.fetchone() == (1,)


def test_a_process_without_a_database_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "session_factory", None)
    assert not db.in_use()
    with pytest.raises(Unavailable, match="not connected"):
        db.new_session()
