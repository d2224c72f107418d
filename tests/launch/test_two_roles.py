"""A named database whose owner migrates and whose lesser role runs the desk."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from helpdesk.launch import postgres
from helpdesk.launch.doctor import examine
from helpdesk.migrations import roles
from helpdesk.platform.config import OWNER_URL, Settings
from tests.conftest import Server
from tests.environment import settings_in

# What docs/operations.md tells an operator to run; no role of it is a superuser.
BY_THE_OPERATOR = """
create role desk_owner login;
create role desk login;
grant desk to desk_owner;
create database desk owner desk_owner;
"""


@pytest.fixture
def named(server: Server, home: Path) -> Iterator[Settings]:
    """The settings of a desk whose operator made both roles."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as superuser:
        for statement in BY_THE_OPERATOR.strip().splitlines():
            superuser.execute(statement.encode())
        with psycopg.connect(server.url("desk"), autocommit=True) as inside:
            inside.execute("create extension vector")
        try:
            url = server.url("desk")
            addresses = {
                "DATABASE_URL": roles.as_role(url, "desk"),
                OWNER_URL: roles.as_role(url, "desk_owner"),
            }
            yield settings_in(home, **addresses)
        finally:
            superuser.execute("drop database desk with (force)")
            superuser.execute("drop role desk, desk_owner")


def test_the_owner_migrates_and_the_lesser_role_owns_search_alone(named: Settings) -> None:
    database = postgres.start(named)
    for _again in range(2):
        postgres.migrate_to_newest(database)
    with psycopg.connect(database.application) as connection:
        owned = connection.execute("select tablename, tableowner from pg_tables")
        owners: dict[str, str] = dict(owned.fetchall())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("truncate audit_event")
    assert (owners["audit_event"], owners["kb_passage"]) == ("desk_owner", "desk")


def test_the_doctor_says_when_one_role_does_both(named: Settings, server: Server) -> None:
    assert ("Database owner apart from the application", True) in _found(named)
    alone = settings_in(named.home, DATABASE_URL=server.url("desk"))
    assert ("Database owner apart from the application", False) in _found(alone)


def _found(settings: Settings) -> list[tuple[str, bool]]:
    return [(finding.what, finding.healthy) for finding in examine(settings)]
