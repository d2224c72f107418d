"""What the settings were before: looked at, and brought back."""

from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from helpdesk.platform import audit
from helpdesk.platform.audit import Actor
from helpdesk.settings.current import current
from helpdesk.settings.models import SettingsVersion
from helpdesk.settings.queries import versions_of
from helpdesk.settings.sections import Company, Mail
from helpdesk.settings.service import Edit, change_section
from tests.people import Staff

PAGE = "/console/settings/desk/company"
ADMIN = Actor.agent(1)


def renamed(session: Session, *names: str, actor: Actor = ADMIN) -> list[SettingsVersion]:
    """The company got these names one after the other; its versions, oldest first."""
    seen = 0
    for name in names:
        change_section(session, Company, {"name": name}, Edit(actor, seen))
        session.commit()
        seen = versions_of(session, "company")[0].id
    return versions_of(session, "company")[::-1]


def restoring(version: SettingsVersion) -> str:
    return f"{PAGE}/versions/{version.id}/restore"


def test_each_version_says_who_changed_what_from_what_to_what(ada: Staff, session: Session) -> None:
    renamed(session, "First", "Second", actor=Actor.agent(ada.agent.id))
    page = BeautifulSoup(ada.client.get(f"{PAGE}/versions").text, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("main ol > li")]
    assert [row.split(" Ada")[0] for row in rows] == [
        "Name: First → Second",
        "Name: Fernhill → First",
    ]
    assert all("Ada · just now" in row for row in rows)


def test_an_earlier_version_is_brought_back_as_a_new_one(ada: Staff, session: Session) -> None:
    first, _ = renamed(session, "First", "Second")
    answer = ada.client.press(f"{PAGE}/versions", restoring(first))
    assert answer.status_code == 303
    assert current(Company).name == "First"
    assert [version.values["name"] for version in versions_of(session, "company")] == [
        "First", "Second", "First",
    ]  # fmt: skip
    event = audit.latest(session, "settings", "company", action="restored")
    assert event is not None
    assert (event.before, event.after) == ({"name": "Second"}, {"name": "First"})


def test_a_version_is_not_brought_back_over_what_nobody_saw(ada: Staff, session: Session) -> None:
    first, second, _ = renamed(session, "First", "Second", "Third")
    answer = ada.client.submit(restoring(first), {"seen": str(second.id)})
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text
    assert current(Company).name == "Third"


def test_a_version_of_another_section_is_not_found(ada: Staff, session: Session) -> None:
    change_section(session, Mail, {"sender": "hi@shop.example"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    [other] = versions_of(session, "mail")
    assert ada.client.submit(restoring(other), {"seen": "0"}).status_code == 404


def test_only_admins_look_back(bob: Staff, carla: Staff, session: Session) -> None:
    first, last = renamed(session, "First", "Second")
    for person in (bob, carla):
        assert person.client.get(f"{PAGE}/versions").status_code == 403
        form = {"seen": str(last.id)}
        assert person.client.submit(restoring(first), form).status_code == 403


def test_a_first_change_is_taken_back_by_a_reset(ada: Staff, session: Session) -> None:
    renamed(session, "First")
    assert ada.client.press(f"{PAGE}/versions", f"{PAGE}/reset").status_code == 303
    assert current(Company) == Company()
    assert [version.values["name"] for version in versions_of(session, "company")] == [
        "Fernhill", "First",
    ]  # fmt: skip
    event = audit.latest(session, "settings", "company", action="reset")
    assert event is not None
    assert event.actor == f"agent:{ada.agent.id}"
    assert (event.before, event.after) == ({"name": "First"}, {"name": "Fernhill"})


def test_what_nobody_saw_is_not_reset(ada: Staff, session: Session) -> None:
    first, _ = renamed(session, "First", "Second")
    answer = ada.client.submit(f"{PAGE}/reset", {"seen": str(first.id)})
    assert answer.status_code == 409
    assert current(Company).name == "Second"


def test_a_section_at_its_defaults_offers_no_reset(ada: Staff) -> None:
    assert "Reset to defaults" not in ada.client.get(f"{PAGE}/versions").text
