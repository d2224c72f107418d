"""An admin changes the settings; everybody reads them, and nobody loses what another one did."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.platform import audit
from helpdesk.settings.current import current
from helpdesk.settings.models import SettingsVersion
from helpdesk.settings.rules import SettingsChanged, SettingsRefused
from helpdesk.settings.sections import Company, Mail
from helpdesk.settings.service import Edit, change_section
from tests.people import Browser, Mailbox, Staff

PAGE = "/console/settings/desk/company"
CHANGED = {"name": "Fern & Hill", "accent": "#123abc"}


def versions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(SettingsVersion)) or 0


def rename(session: Session, name: str, *, seen: int = 0, actor: str = "agent:1") -> None:
    change_section(session, Company, {"name": name}, Edit(actor, seen))
    session.commit()


def test_what_an_admin_saves_stands_on_every_page_at_once(ada: Staff, client: Browser) -> None:
    assert ada.client.press(PAGE, PAGE, CHANGED).status_code == 303
    for page in ("/help", "/requests/new", "/console/sign-in"):
        shown = client.get(page).text
        assert "Fern &amp; Hill" in shown, page
        assert "Fernhill" not in shown, page
        assert 'content="#123abc"' in shown, page
    widget = client.get("/api/v1/widget/settings").get_json()
    assert (widget["company"], widget["accent"]) == ("Fern & Hill", "#123abc")


def test_a_field_that_was_left_as_it_was_is_not_a_change(ada: Staff, session: Session) -> None:
    ada.client.press(PAGE, PAGE, {"name": "Fernhill", "accent": "#0f766e"})
    assert versions(session) == 0
    ada.client.press(PAGE, PAGE, {"name": "Fern & Hill", "accent": "#0f766e"})
    event = audit.latest(session, "settings", "company")
    assert event is not None
    assert event.actor == f"agent:{ada.agent.id}"
    assert (event.before, event.after) == ({"name": "Fernhill"}, {"name": "Fern & Hill"})


def test_each_faulty_field_says_what_to_type_and_keeps_what_was(
    ada: Staff, session: Session
) -> None:
    answer = ada.client.press(PAGE, PAGE, {"name": "  ", "accent": "teal"})
    assert answer.status_code == 422
    assert "Write something: this cannot be empty." in answer.text
    assert "Write a colour as # and six digits" in answer.text
    assert 'value="teal"' in answer.text
    assert versions(session) == 0


@pytest.mark.parametrize(
    ("section", "field", "value", "why"),
    [
        (Company, "name", "x" * 101, "100 characters at most; these are 101"),
        (Company, "accent", "#0f766", "six digits"),
        (Company, "accent", "#0f766e;}", "six digits"),
        (Mail, "sender", "support", "such as support@shop.example"),
        (Mail, "sender", "support@shop.example\nBcc: all@shop.example", "such as"),
        (Mail, "sender", "a@shop.example, b@shop.example", "such as"),
    ],
)
def test_what_a_setting_cannot_be_is_refused(
    session: Session, section: type[Company | Mail], field: str, value: str, why: str
) -> None:
    with pytest.raises(SettingsRefused, match=why):
        change_section(session, section, {field: value}, Edit("agent:1", seen=0))


def test_the_second_of_two_admins_reads_who_was_faster(
    ada: Staff, carla: Staff, session: Session
) -> None:
    rename(session, "Carla's", actor=f"agent:{carla.agent.id}")
    answer = ada.client.submit(PAGE, {**CHANGED, "seen": "0"})
    assert answer.status_code == 409
    assert "changed meanwhile, so yours were not saved" in answer.text
    assert "Carla did so" in answer.text
    assert 'value="Fern &amp; Hill"' in answer.text
    assert "Carla&#39;s" in answer.text
    assert current(Company).name == "Carla's"


def test_a_page_that_saw_another_version_changes_nothing(session: Session) -> None:
    rename(session, "First")
    with pytest.raises(SettingsChanged):
        rename(session, "Second")


def test_a_form_that_is_sent_twice_is_one_version(ada: Staff, session: Session) -> None:
    form = {**CHANGED, "seen": "0", "form_key": "the same"}
    assert [ada.client.submit(PAGE, form).status_code for _ in range(2)] == [303, 303]
    assert versions(session) == 1


def test_only_admins_see_and_change_them(bob: Staff, carla: Staff, client: Browser) -> None:
    for person in (bob, carla):
        assert person.client.get(PAGE).status_code == 403
        assert person.client.submit(PAGE, CHANGED).status_code == 403
        assert PAGE not in person.client.get("/console/settings").text
    assert client.get(PAGE).status_code in {302, 401}


def test_the_page_of_settings_leads_to_each_section(ada: Staff) -> None:
    assert PAGE in ada.client.get("/console/settings").text
    assert ada.client.get("/console/settings/desk/nonsense").status_code == 404


def test_letters_come_from_the_sender_with_the_companys_name(
    session: Session, mailbox: Mailbox
) -> None:
    from helpdesk.platform.mail import Letter
    from helpdesk.settings.mail import post

    rename(session, "Fern & Hill")
    change_section(session, Mail, {"sender": "Shop <hi@shop.example>"}, Edit("agent:1", seen=0))
    session.commit()
    post(Letter("alice@example.org", "Hello", "Words."))
    [letter] = mailbox.messages()
    assert letter["From"] == "Shop <hi@shop.example>"
    assert "This letter is from Fern & Hill." in letter.get_content()
