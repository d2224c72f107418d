"""Keeping the words of a case reads that case, however many others there are."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.make import make_complaint, make_conversation, make_message, make_ticket

CASES = ("ticket", "conversation", "complaint")
READ_WHOLE = text("select seq_scan from pg_stat_xact_user_tables where relname = :table")
WRITE: dict[str, Callable[[Session], object]] = {
    "ticket": make_ticket,
    "conversation": lambda session: make_message(session, make_conversation(session)[0]),
    "complaint": make_complaint,
}


def scans(session: Session, table: str) -> int:
    """How often this transaction has read the whole table."""
    return session.scalar(READ_WHOLE, {"table": table}) or 0


@pytest.mark.parametrize("case", CASES)
def test_writing_reads_no_table_of_cases_from_end_to_end(session: Session, case: str) -> None:
    # Small tables are read whole even where an index would do; this leaves only those without one.
    session.execute(text("set local enable_seqscan = off"))
    session.execute(text("discard plans"))  # those that earlier tests made of the same functions
    before = {table: scans(session, table) for table in CASES}
    WRITE[case](session)
    kept = session.scalar(text("select count(*) from case_document where kind = :k"), {"k": case})
    assert kept == 1
    assert {table: scans(session, table) for table in CASES} == before
