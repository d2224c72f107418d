"""Whatever the desk itself does, the trail says the same as the records, and so after erasures."""

from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.service.imports import silent
from helpdesk.complaints.models import Complaint
from helpdesk.customers.service import erase_customer
from helpdesk.feedback.models import Feedback
from helpdesk.integrity.service.sealing import seal_all
from helpdesk.integrity.service.verifying import Report, examine
from helpdesk.launch.demo import load_demo
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.config import Settings
from tests.environment import settings_in
from tests.jobs import arguments_of

DAYS = "3"


@pytest.fixture
def demo(session: Session, app: APIFlask, home: Path, settings: Settings) -> None:
    load_demo(session, settings_in(home, HEED_DEMO_DAYS=DAYS), silent)
    session.commit()


def sealed(session: Session, home: Path) -> Report:
    session.commit()
    seal_all()
    return examine(session, home)


@pytest.mark.usefixtures("demo", "frozen")
def test_the_demo_holds_and_is_verified_first_of_all(session: Session, home: Path) -> None:
    assert arguments_of(session, "verify_trail") == [{"asked_by": "system"}]
    report = sealed(session, home)
    assert report.findings == []
    assert report.events > 100
    for table in (Complaint, Feedback):
        for customer_id in session.scalars(select(table.customer_id).distinct().limit(5)).all():
            if customer_id:
                erase_customer(session, customer_id, actor=SYSTEM)
    after = sealed(session, home)
    assert after.findings == []
    assert after.events > report.events
