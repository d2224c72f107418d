"""Numbers that people quote: in order, per series and year, without gaps."""

from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.platform.numbering import next_number
from tests.conftest import Standing


def test_each_series_counts_for_itself(session: Session, frozen: Standing) -> None:
    found = [next_number(session, series) for series in "TCTT"]
    assert found == ["T-2026-000001", "C-2026-000001", "T-2026-000002", "T-2026-000003"]


def test_a_new_year_starts_again(session: Session, frozen: Standing) -> None:
    next_number(session, "T")
    frozen.advance(timedelta(days=365))
    assert next_number(session, "T") == "T-2027-000001"


def test_a_rollback_leaves_no_gap(session: Session, frozen: Standing) -> None:
    next_number(session, "T")
    session.rollback()
    assert next_number(session, "T") == "T-2026-000001"
