"""Ctrl-K finds the pages that somebody may open, and for admins each setting."""

from helpdesk.administration.sections import SECTIONS
from helpdesk.settings.declaring import fields_of
from tests.people import Browser, Staff

PLACES = "/console/places"


def labels(staff: Staff) -> list[str]:
    return [place["label"] for place in staff.client.get(PLACES).get_json()]


def test_an_admin_finds_each_section_and_field(ada: Staff) -> None:
    found = labels(ada)
    for section in SECTIONS:
        assert section.title in found
        assert {setting.label for setting in fields_of(section).values()} <= set(found)


def test_every_place_is_a_page_that_its_finder_may_open(ada: Staff, bob: Staff) -> None:
    for person in (ada, bob):
        for place in person.client.get(PLACES).get_json():
            page, _, part = place["address"].partition("#")
            answer = person.client.get(page)
            assert answer.status_code == 200, page
            assert not part or f'id="{part}"' in answer.text, place


def test_others_find_nothing_that_only_admins_open(bob: Staff, carla: Staff) -> None:
    for person in (bob, carla):
        assert "Your account" in labels(person)
        assert not {"Company", "People of the desk"} & set(labels(person))


def test_every_page_of_the_console_says_where_to_look(bob: Staff, client: Browser) -> None:
    assert f'data-places="{PLACES}"' in bob.client.get("/console").text
    assert "data-places" not in client.get("/console/sign-in").text
