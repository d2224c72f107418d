"""The integrity page, for quality managers and admins."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from helpdesk.customers.service import erase_customer
from helpdesk.integrity import jobs
from helpdesk.integrity.models import Verification
from helpdesk.integrity.service.heads import folder_in
from helpdesk.integrity.service.sealing import head, seal_all
from helpdesk.platform import clock
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.config import Settings
from tests.jobs import arguments_of
from tests.make import make_customer, make_ticket
from tests.people import Staff

PAGE = "/console/integrity"


def found(session: Session, *findings: dict[str, Any], **told: Any) -> None:
    """A verification that found these."""
    usual: dict[str, Any] = {
        "asked_by": "system", "started_at": clock.now(), "finished_at": clock.now(),
        "events": 12, "head": "00" * 32, "found": len(findings), "findings": list(findings),
        "numbers": [],
    }  # fmt: skip
    session.add(Verification(**usual | told))
    session.commit()


def test_a_fresh_desk_says_that_nothing_is_verified_yet(carla: Staff) -> None:
    page = carla.client.get(PAGE).text
    assert "Not verified yet" in page
    assert "nothing is sealed yet" in page


def test_it_shows_that_everything_holds_and_the_head(
    session: Session, settings: Settings, carla: Staff
) -> None:
    make_ticket(session)
    jobs.verify_trail("system")
    jobs.export_trail_head()
    page = carla.client.get(PAGE).text
    last = head(session)
    assert last
    assert last.hash
    assert "Everything holds" in page
    assert last.hash.hex() in page
    assert last.hash.hex()[:16] in page
    assert "none is missing" in page
    (file,) = folder_in(settings.home).iterdir()
    assert file.stem in page
    file.unlink()


def test_it_shows_each_finding_in_a_sentence_and_what_to_do(session: Session, ada: Staff) -> None:
    changed = {"kind": "changed", "seq": 7, "subject": "ticket 3", "action": "<b>moved</b>"}
    numbers = [
        {"series": "C", "year": 2026, "last": 60, "missing": ["C-2026-000004"],
         "missing_count": 2, "unknown": 0},
        {"series": "F", "year": 2026, "last": 1, "missing": [], "missing_count": 0, "unknown": 3},
    ]  # fmt: skip
    found(session)
    found(session, changed, found=140, numbers=numbers)
    page = ada.client.get(PAGE).text
    assert "140 things do not hold" in page
    assert "Event 7 (ticket 3, &lt;b&gt;moved&lt;/b&gt;) was changed after it was sealed." in page
    assert "Change nothing now." in page
    assert "2 missing: C-2026-000004 …" in page
    assert "3 were never given out" in page
    assert "everything held" in page


def test_it_says_when_nothing_is_sealed_any_more(
    session: Session, carla: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ticket(session)
    assert "Look whether one runs." not in carla.client.get(PAGE).text
    later = clock.now() + timedelta(hours=2)
    clock.set_source(lambda: later)
    try:
        assert "Look whether one runs." in carla.client.get(PAGE).text
    finally:
        clock.set_source(None)
    seal_all()


def test_it_lists_who_was_erased_by_pseudonym(session: Session, carla: Staff) -> None:
    person = make_customer(session, name="Zoe", email="zoe@example.org")
    erase_customer(session, person.id, actor=SYSTEM)
    session.commit()
    page = carla.client.get(PAGE).text
    assert str(person.id) in page
    assert "Zoe" not in page


def test_it_is_verified_now_and_once_however_often_it_is_pressed(
    session: Session, carla: Staff
) -> None:
    for _ in range(2):
        done = carla.client.press(PAGE, f"{PAGE}/verify")
        assert (done.status_code, done.location) == (303, PAGE)
    (told,) = arguments_of(session, "verify_trail")
    assert told == {"asked_by": f"agent:{carla.agent.id}"}
    assert "Being verified …" in carla.client.get(PAGE).text


def test_nobody_else_sees_it_or_is_led_there(bob: Staff, carla: Staff) -> None:
    assert bob.client.get(PAGE).status_code == 403
    assert bob.client.post(f"{PAGE}/verify").status_code in {400, 403}
    assert PAGE not in bob.client.get("/console/settings").text
    assert PAGE in carla.client.get("/console/settings").text
    assert PAGE in carla.client.get("/console/places").text
