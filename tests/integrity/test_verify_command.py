"""`heed audit verify` says what does not hold, and exits so that a program notices."""

import json
import os

import psycopg

from helpdesk.platform.config import OWNER_URL
from helpdesk.platform.db import transaction
from tests.command_line import Heed
from tests.make import make_ticket


def test_it_seals_what_waits_and_everything_holds(desk: Heed) -> None:
    with transaction() as session:
        make_ticket(session)
    done = desk("audit", "verify")
    assert done.exit_code == 0, done.output
    assert "1 events, everything holds" in done.output


def test_it_names_what_was_changed_and_fails(desk: Heed) -> None:
    with transaction() as session:
        ticket = make_ticket(session).id
    assert desk("audit", "verify").exit_code == 0
    with psycopg.connect(os.environ[OWNER_URL]) as owner:
        owner.execute("set session_replication_role = replica")
        owner.execute("update audit_event set actor = 'agent:9'")
        owner.execute("update ticket set priority = 'low'")
    done = desk("audit", "verify")
    assert done.exit_code == 1
    assert f"Event 1 (ticket {ticket}, opened) was changed after it was sealed." in done.output
    assert f"ticket {ticket}: priority is “low”, but by event 1 it is “normal”." in done.output
    program = desk("audit", "verify", "--json")
    found = json.loads(program.output)
    assert (program.exit_code, found["found"], found["events"]) == (1, 2, 1)
    assert [each["kind"] for each in found["findings"]] == ["changed", "differs"]
