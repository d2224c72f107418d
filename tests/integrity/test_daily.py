"""Once a day the desk verifies itself, and whoever answers for the records hears of a finding."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.integrity import jobs
from helpdesk.integrity.facts import TrailFaulty
from helpdesk.integrity.models import Verification
from helpdesk.integrity.service import verifying
from helpdesk.integrity.service.heads import folder_in
from helpdesk.integrity.service.records import Numbers
from helpdesk.notices.jobs import mail_notice
from helpdesk.notices.models import Notice
from helpdesk.platform import events
from helpdesk.platform.config import Settings
from helpdesk.settings.current import forget
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_agent, make_complaint, make_ticket
from tests.people import Mailbox, Staff

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk of which one number is missing."""
    numbers = Numbers("C", 2026, 2, ["C-2026-000001"], 1, 0)
    monkeypatch.setattr(verifying, "numbers_of", lambda _session, audited: (
        [numbers] if audited.series == "C" else []
    ))  # fmt: skip


def kept(session: Session) -> list[Verification]:
    return list(session.scalars(select(Verification).order_by(Verification.id)))


def test_it_is_done_once_a_day_and_keeps_what_it_found(session: Session, frozen: Standing) -> None:
    make_complaint(session)
    for _ in range(2):
        jobs.verify_each_day()
    (first,) = kept(session)
    assert (first.found, first.asked_by, first.finished_at) == (0, "system", frozen.moment)
    assert first.events > 1
    assert {"series": "C", "missing": []}.items() <= first.numbers[-1].items()
    frozen.advance(timedelta(days=1))
    jobs.verify_each_day()
    assert len(kept(session)) == 2


def test_a_finding_tells_quality_managers_and_admins_by_bell_and_mail(
    session: Session, faulty: None, facts: list[events.Fact], carla: Staff, ada: Staff
) -> None:
    make_agent(session, name="Bob")
    jobs.verify_trail("agent:7")
    (found,) = kept(session)
    assert (found.found, found.asked_by) == (1, "agent:7")
    assert found.sentences == ["The number C-2026-000001 was given out, and no record has it."]
    assert [fact for fact in facts if isinstance(fact, TrailFaulty)] == [TrailFaulty(found.id)]
    assert set(session.scalars(select(Notice.agent_id))) == {carla.agent.id, ada.agent.id}
    assert len(arguments_of(session, "mail_notice")) == 2
    shown = carla.client.get("/console/notices").text
    assert "was changed behind its back" in shown
    notice = session.scalar(select(Notice.id).where(Notice.agent_id == carla.agent.id))
    opened = carla.client.press("/console/notices", f"/console/notices/{notice}/open")
    assert opened.location == "/console/integrity"


def test_the_letter_leads_to_the_page_and_names_nobody(
    session: Session, faulty: None, carla: Staff, mailbox: Mailbox
) -> None:
    jobs.verify_trail("system")
    mail_notice(**arguments_of(session, "mail_notice")[0])
    letter = mailbox.messages()[-1].get_content()
    assert "/console/integrity" in letter
    assert "C-2026-000001" not in letter


def test_without_a_finding_nobody_is_told(session: Session, carla: Staff) -> None:
    make_ticket(session)
    jobs.verify_trail("system")
    assert session.scalar(select(func.count()).select_from(Notice)) == 0


def test_where_sealing_fails_the_verification_says_so(
    session: Session, monkeypatch: pytest.MonkeyPatch, frozen: Standing
) -> None:
    def fail() -> int:
        raise RuntimeError("No right to update.")

    make_ticket(session)
    monkeypatch.setattr(jobs, "seal_all", fail)
    frozen.moment = frozen.moment.replace(year=2100)
    jobs.verify_each_day()
    (found,) = kept(session)
    assert [each["kind"] for each in found.findings] == ["unsealed"]


def test_the_head_goes_to_the_mailbox_of_the_settings(
    session: Session, settings: Settings, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ticket(session)
    jobs.seal_trail()
    monkeypatch.setenv("HEED_HEADS_TO", "notary@example.org")
    jobs.export_trail_head()
    session.commit()
    (told,) = arguments_of(session, "mail_trail_head")
    jobs.mail_trail_head(**told)
    (letter,) = mailbox.messages()
    assert letter["To"] == "notary@example.org"
    assert json.loads(letter.get_content().splitlines()[0]) == told["head"]
    assert letter["Subject"] == "Head of the audit trail: event 1"
    for file in folder_in(settings.home).iterdir():
        file.unlink()
    monkeypatch.delenv("HEED_HEADS_TO")
    forget()
    jobs.mail_trail_head(**told)
    assert len(mailbox.messages()) == 1
