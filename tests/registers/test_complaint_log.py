"""The complaint log: which complaints it holds, what it says of each, and its table."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from helpdesk.complaints.handling.deciding import propose
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintState
from helpdesk.customers.service import erase_customer
from helpdesk.integrity.service.sealing import head, seal_all
from helpdesk.platform import clock
from helpdesk.platform.audit import SYSTEM, latest
from helpdesk.registers import queries
from helpdesk.registers.queries import every_complaint
from helpdesk.registers.rules import Complaints, usual_period
from tests.complaints.handling.stages import FOUND, SORRY, Desk
from tests.conftest import Standing
from tests.make import make_complaint, make_customer
from tests.people import Staff, enter_console
from tests.registers.read import downloaded

LOG = "/console/complaints/log"
TABLE = f"{LOG}/table"
A_DAY = timedelta(days=1)
S = ComplaintState
Log = Callable[..., list[dict[str, str]]]


@pytest.fixture
def desk(session: Session, frozen: Standing, bob: Staff, carla: Staff) -> Desk:
    """Who handles complaints, on a Monday."""
    return Desk(session, bob.agent, carla.agent)


@pytest.fixture
def log(session: Session, carla: Staff) -> Log:
    """The records that Carla downloads; after days she has to sign in again."""

    def rows(asked: str = "") -> list[dict[str, str]]:
        enter_console(carla.client, session, carla.agent)
        return downloaded(carla.client, f"{TABLE}?{asked}")[1]

    return rows


def numbers(rows: list[dict[str, str]]) -> list[str]:
    """Which complaints these are, in their order."""
    return [row["number"] for row in rows]


def test_a_closed_complaint_tells_how_it_went(
    desk: Desk, frozen: Standing, carla: Staff, log: Log
) -> None:
    complaint = desk.complaint(S.RESPONSE_PROPOSED, remedy_sought="My money back")
    frozen.advance(2 * A_DAY)
    desk.told(complaint)
    frozen.advance(A_DAY)
    desk.closed(complaint)
    desk.session.commit()
    (row,) = log()
    assert row | {
        "state": "closed", "nature": "service", "severity": "4", "owner": "Bob",
        "received_at": "2026-03-02T10:00:00+00:00", "decided_at": "2026-03-04T10:00:00+00:00",
        "closed_at": "2026-03-05T10:00:00+00:00", "late_entry": "no",
        "days_to_decision": "2.0", "days_promised": "14.0", "promise_kept": "yes",
        "verdict": "upheld", "remedy_asked": "My money back", "remedy_granted": "A new pot",
        "cost": "25.50", "reply": "accepted", "nonconformity": "yes",
    } == row  # fmt: skip
    page = carla.client.get(LOG).text
    for told in (complaint.number, "My money back", "A new pot", "25.50", "2.0 days of 14.0"):
        assert told in page


def test_a_response_that_nobody_was_told_is_no_decision(desk: Desk, carla: Staff) -> None:
    desk.complaint(S.RESPONSE_PROPOSED)
    (row,) = downloaded(carla.client, TABLE)[1]
    assert [row[each] for each in ("verdict", "cost", "decided_at", "promise_kept")] == [""] * 4
    assert "A new pot" not in carla.client.get(LOG).text


def test_the_first_decision_counts_for_the_promise_and_the_last_for_what_was_granted(
    desk: Desk, frozen: Standing, log: Log
) -> None:
    complaint = desk.complaint(S.ESCALATED)
    frozen.advance(30 * A_DAY)
    propose(desk.session, complaint, SORRY, complaint.owner or desk.nora, FOUND)
    (row,) = log()
    assert (row["level"], row["promise_kept"], row["reply"]) == ("1", "yes", "rejected")


def test_what_is_late_stands_out_and_stays_missed(
    session: Session, desk: Desk, frozen: Standing, log: Log
) -> None:
    late = desk.complaint()
    frozen.advance(30 * A_DAY)
    fresh = make_complaint(session)
    (_, row) = log()
    assert row["number"] == late.number
    assert row["missed_duties"].split()[:2] == ["take_on", "assess"]
    assert row["promise_kept"] == "no"
    assert numbers(log("overdue=1")) == [late.number]
    desk.assessed(late)
    session.commit()
    (row,) = log(f"owner={desk.bob.id}")
    assert "assess" in row["missed_duties"].split()
    assert numbers(log("owner=0")) == [fresh.number]


def test_a_late_entry_is_visible(session: Session, frozen: Standing, carla: Staff) -> None:
    make_complaint(session, received_at=frozen.moment - 3 * A_DAY)
    (row,) = downloaded(carla.client, TABLE)[1]
    assert (row["late_entry"], row["received_at"][:10]) == ("yes", "2026-02-27")
    assert "Late entry: 2 March 2026" in carla.client.get(LOG).text


def test_it_holds_the_complaints_of_the_period_as_chosen(
    session: Session, desk: Desk, frozen: Standing, carla: Staff, log: Log
) -> None:
    old = make_complaint(session)
    frozen.advance(100 * A_DAY)
    assessed, new = desk.complaint(S.ASSESSED), make_complaint(session)
    assert numbers(log()) == [new.number, assessed.number]
    assert numbers(log("from=2026-03-02&to=2026-03-02")) == [old.number]
    assert numbers(log("from=2026-03-03&to=2026-03-09")) == []
    gravity = assessed.gravity
    for asked in ("state=assessed", "nature=service", f"gravity={gravity}"):
        assert numbers(log(asked)) == [assessed.number]
        page = carla.client.get(f"{LOG}?{asked}").text
        assert assessed.number in page
        assert new.number not in page
    assert "No complaint in this period" in carla.client.get(f"{LOG}?nature=data").text


def test_a_day_that_is_none_is_said_and_what_was_typed_stays(carla: Staff) -> None:
    for address, status in ((LOG, 422), (TABLE, 422)):
        answer = carla.client.get(f"{address}?from=%3Cscript%3E&state=closed")
        assert answer.status_code == status
        assert "Write the day as 2026-03-31, not &lt;script&gt;." in answer.text
    assert carla.client.get(f"{LOG}?after=nonsense").status_code == 422


def test_long_logs_come_in_pages_without_loss(
    session: Session, carla: Staff, monkeypatch: pytest.MonkeyPatch, frozen: Standing
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    made = [make_complaint(session).number for _ in range(5)]  # all at one moment
    chosen, found, after = Complaints(usual_period(frozen.moment.date())), list[str](), None
    for _ in range(3):
        page = queries.complaint_page(session, chosen, after=after)
        found += [row.complaint.number for row in page.items]
        after = page.next
    assert (found, after) == (made[::-1], None)


def test_its_head_says_what_it_was_cut_from_and_the_trail_who_took_it(
    session: Session, frozen: Standing, carla: Staff
) -> None:
    make_complaint(session)
    seal_all()
    last = head(session)
    assert last
    assert last.hash
    above, rows = downloaded(carla.client, f"{TABLE}?state=acknowledged")
    assert above == {
        "register": "complaint_log", "cut_off": "2026-03-02T10:00:00+00:00",
        "generated_by": carla.agent.name, "records": str(len(rows)),
        "filters": "from=2025-12-03 to=2026-03-02 state=acknowledged",
        "chain_head": last.hash.hex(), "chain_event": str(last.seq),
    }  # fmt: skip
    taken = latest(session, "register", "complaint_log", action="exported")
    assert taken
    assert taken.actor == f"agent:{carla.agent.id}"
    assert taken.after == {
        "records": 1, "filters": above["filters"], "chain_head": above["chain_head"],
    }  # fmt: skip


def test_an_empty_period_is_a_table_without_records(carla: Staff, frozen: Standing) -> None:
    above, rows = downloaded(carla.client, f"{TABLE}?from=2026-01-01&to=2026-01-01")
    assert (above["records"], rows) == ("0", [])


def test_no_cell_is_run_by_a_spreadsheet(session: Session, carla: Staff) -> None:
    evil = '=HYPERLINK("https://evil.example")'
    make_complaint(session, what_happened=evil, remedy_sought="+1+1")
    (row,) = downloaded(carla.client, TABLE)[1]
    assert (row["words"], row["remedy_asked"]) == (f"'{evil}", "'+1+1")


def test_an_erased_customers_words_are_gone_and_the_record_stays(
    session: Session, carla: Staff, log: Log
) -> None:
    alice = make_customer(session, email="alice@example.org")
    complaint = make_complaint(
        session, alice, what_happened="My secret fern.", remedy_sought="A secret fern"
    )
    erase_customer(session, alice.id, actor=SYSTEM)
    session.commit()
    assert numbers(log()) == [complaint.number]
    for address in (LOG, TABLE):
        assert "secret" not in carla.client.get(address).text


def many(session: Session, count: int) -> None:
    """So many complaints of one customer."""
    whose, now = make_customer(session), clock.now()
    usual: dict[str, Any] = {
        "channel": "portal", "customer_id": whose.id, "what_happened": "Late " * 50,
        "state": S.RECEIVED, "recorded_at": now, "assess_by": now, "decide_by": now,
    }  # fmt: skip
    rows = (
        {"number": f"C-{n}", "idempotency_key": f"many-{n}", "received_at": now - n * A_DAY / 1000}
        for n in range(count)
    )
    session.execute(insert(Complaint), [usual | row for row in rows])
    session.commit()


def test_ten_thousand_records_are_handed_out_and_few_are_held(
    session: Session, carla: Staff, frozen: Standing
) -> None:
    many(session, 10_000)
    count, rows = every_complaint(session, Complaints(usual_period(frozen.moment.date())))
    held = 0
    for _ in rows:
        held = max(held, sum(isinstance(each, Complaint) for each in session.identity_map.values()))
    assert count == 10_000
    assert held <= 2 * queries.READ_AT_ONCE
    above, table = downloaded(carla.client, TABLE)
    assert above["records"] == str(len(table)) == "10000"


def test_agents_do_not_read_it(bob: Staff) -> None:
    assert bob.client.get(LOG).status_code == 403
    assert "Complaint log" not in bob.client.get("/console/complaints").text
