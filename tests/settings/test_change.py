"""An admin changes the settings; everybody reads them, and nobody loses what another one did."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.administration.pages import text_of
from helpdesk.administration.sections import SECTIONS
from helpdesk.articles.evidence.learning import learn_if_new
from helpdesk.articles.settings import Answers
from helpdesk.platform import audit
from helpdesk.platform.audit import Actor
from helpdesk.platform.mail import Letter
from helpdesk.settings.current import current
from helpdesk.settings.declaring import Section, fields_of
from helpdesk.settings.mail import post
from helpdesk.settings.models import SettingsVersion
from helpdesk.settings.rules import SettingsChanged, SettingsRefused
from helpdesk.settings.sections import Company, Mail, OpeningHours, Retention, Widget
from helpdesk.settings.service import Edit, change_section
from tests.make import make_article
from tests.people import Browser, Mailbox, Staff

PAGE = "/console/settings/desk/company"
CHANGED = {"name": "Fern & Hill", "accent": "#123abc"}
ADMIN = Actor.agent(1)


def versions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(SettingsVersion)) or 0


def rename(session: Session, name: str, *, seen: int = 0, actor: Actor = ADMIN) -> None:
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
        (Widget, "sites", "https://a.example\nb.example", "not 'b.example'"),
        (Answers, "target_precision", "0,3", "from 0.5 to 0.99"),
        (OpeningHours, "hours", "nine to five", "such as Mon-Fri 9-17"),
        (OpeningHours, "zone", "Mars/Olympus", "such as Europe/Berlin"),
        (Retention, "conversations", "-1", "from 0 to 3,650"),
        (Retention, "conversations", "a year", "from 0 to 3,650"),
        (Mail, "sender", "support", "such as support@shop.example"),
        (Mail, "sender", "support@shop.example\nBcc: all@shop.example", "such as"),
        (Mail, "sender", "a@shop.example, b@shop.example", "such as"),
    ],
)
def test_what_a_setting_cannot_be_is_refused(
    session: Session, section: type[Section], field: str, value: str, why: str
) -> None:
    with pytest.raises(SettingsRefused, match=why):
        change_section(session, section, {field: value}, Edit(Actor.agent(1), seen=0))


def test_the_second_of_two_admins_reads_who_was_faster(
    ada: Staff, carla: Staff, session: Session
) -> None:
    rename(session, "Carla's", actor=Actor.agent(carla.agent.id))
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
    rename(session, "Fern & Hill")
    change_section(
        session, Mail, {"sender": "Shop <hi@shop.example>"}, Edit(Actor.agent(1), seen=0)
    )
    session.commit()
    post(Letter("alice@example.org", "Hello", "Words."))
    [letter] = mailbox.messages()
    assert letter["From"] == "Shop <hi@shop.example>"
    assert "This letter is from Fern & Hill." in letter.get_content()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_default_can_be_saved(session: Session, section: type[Section]) -> None:
    typed = {name: text_of(value) for name, value in section().model_dump(mode="json").items()}
    change_section(session, section, typed, Edit(Actor.agent(1), seen=0))
    assert versions(session) == 0


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_is_labelled_and_explained(ada: Staff, section: type[Section]) -> None:
    page = BeautifulSoup(
        ada.client.get(f"/console/settings/desk/{section.key}").text, "html.parser"
    )
    for name, setting in fields_of(section).items():
        label = page.select_one(f"label[for={name}], #{name}-label")
        field = page.select_one(f"#{name}")
        assert label is not None
        assert field is not None
        assert (label.text, field["name"]) == (setting.label, name)
        helped = page.select_one(f"#{str(field['aria-describedby']).split()[0]}")
        assert helped is not None
        assert helped.get_text().startswith(setting.help)


def test_a_narrow_page_never_parts_the_hours() -> None:
    hours = OpeningHours(hours="Mon-Fri 9-17", zone="Europe/Berlin")
    assert hours.words == "Mon‑Fri 9‑17 (Berlin time)"  # noqa: RUF001 - it must not break


def test_sites_are_listed_one_a_line_and_hold_at_once(ada: Staff, client: Browser) -> None:
    page = "/console/settings/desk/widget"
    frame = "/widget/frame?site=https://b.example"
    assert client.get(frame).status_code == 403
    sites = "https://a.example/\r\nhttps://b.example\r\n"
    assert ada.client.press(page, page, {"sites": sites}).status_code == 303
    assert client.get(frame).status_code == 200
    assert "https://a.example\nhttps://b.example</textarea>" in ada.client.get(page).text


def test_search_learns_anew_for_a_new_target(session: Session) -> None:
    make_article(session)
    assert learn_if_new(session) is not None
    assert learn_if_new(session) is None
    change_section(session, Answers, {"target_precision": "0.9"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    assert learn_if_new(session) is not None
