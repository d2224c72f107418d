"""Two tabs prove the same person at the same moment, with real commits: one customer comes out."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer
from helpdesk.customers.rules import Identity
from helpdesk.customers.service import create_visitor, identify, prove_email
from helpdesk.platform import db
from helpdesk.wiring import connect_facts

ALICE = Identity("shop-17", "alice@example.org", "Alice")
TABS = 5


def by_the_site(session: Session, visitor: Customer) -> Customer:
    return identify(session, visitor, ALICE)


def by_a_code(session: Session, visitor: Customer) -> Customer:
    return prove_email(session, visitor, "alice@example.org")


@pytest.mark.parametrize("prove", [by_the_site, by_a_code])
def test_every_tab_ends_with_the_same_customer(
    committing: str, prove: Callable[[Session, Customer], Customer]
) -> None:
    connect_facts()
    gate = threading.Barrier(TABS)

    def open_tab(_: int) -> UUID:
        with db.transaction() as session:
            visitor = create_visitor(session)
            gate.wait()
            return prove(session, visitor).id

    with ThreadPoolExecutor(TABS) as pool:
        found = set(pool.map(open_tab, range(TABS)))
    assert len(found) == 1
    with db.transaction() as session:
        known = select(func.count()).where(Customer.email == "alice@example.org")
        assert session.scalar(known) == 1
        merged = select(func.count()).where(Customer.merged_into_id.is_not(None))
        assert session.scalar(merged) == TABS - 1
