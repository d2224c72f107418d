"""What the environment sets wins over what an admin saved, and the page says so."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from helpdesk.administration.sections import settings_at_start
from helpdesk.articles.settings import Answers
from helpdesk.platform.audit import Actor
from helpdesk.platform.config import SettingsFault
from helpdesk.settings.current import current, forget
from helpdesk.settings.queries import latest_version
from helpdesk.settings.sections import Company, Widget
from helpdesk.settings.service import Edit, change_section
from tests.people import Staff

PAGE = "/console/settings/desk/company"


def test_a_variable_wins_and_the_page_says_which(
    ada: Staff, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_section(session, Company, {"name": "Saved"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    monkeypatch.setenv("HEED_COMPANY", "Set outside")
    forget()
    assert current(Company).name == "Set outside"
    page = BeautifulSoup(ada.client.get(PAGE).text, "html.parser")
    field = page.select_one("input[name=name]")
    assert field is not None
    assert (field["value"], field.has_attr("disabled")) == ("Set outside", True)
    assert "Set by HEED_COMPANY in the environment" in page.get_text()


def test_saving_the_rest_leaves_what_the_environment_hides(
    ada: Staff, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_section(session, Company, {"name": "Saved"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    monkeypatch.setenv("HEED_COMPANY", "Set outside")
    forged = {"name": "Forged", "accent": "#123abc"}
    assert ada.client.press(PAGE, PAGE, forged).status_code == 303
    latest = latest_version(session, "company")
    assert latest is not None
    assert latest.values == {"name": "Saved", "accent": "#123abc", "logo": ""}


def test_lists_and_numbers_are_read_as_they_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEED_ALLOWED_SITES", "https://a.example, http://b.example:8080/")
    monkeypatch.setenv("HEED_TARGET_PRECISION", "0.9")
    forget()
    assert current(Widget).sites == ("https://a.example", "http://b.example:8080")
    assert current(Answers).target_precision == 0.9


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("HEED_ACCENT", "teal", "six digits"),
        ("HEED_ALLOWED_SITES", "shop.example", "origins such as"),
        ("HEED_ALLOWED_SITES", "https://shop.example/page", "origins such as"),
        ("HEED_ALLOWED_SITES", "*", "origins such as"),
        ("HEED_HOURS", "weekdays", "such as Mon-Fri 9-17"),
        ("HEED_MAIL_FROM", "support", "an address such as"),
        ("HEED_TARGET_PRECISION", "1.5", "share from 0.5"),
        ("HEED_TIME_ZONE", "Berlin", "such as Europe/Berlin"),
    ],
)
def test_a_malformed_variable_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, hint: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsFault, match=f"{name}: .*{hint}"):
        settings_at_start()


def test_one_start_tells_the_faults_of_both_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEED_PORT", "HEED_DEMO", "HEED_ACCENT", "HEED_HOURS"):
        monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsFault) as fault:
        settings_at_start()
    assert len(str(fault.value).splitlines()) == 4
