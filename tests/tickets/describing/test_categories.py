"""Those who lead grow the tree of categories."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.teams.service import add_skill
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.describing.queries import tree
from tests.people import Staff

PAGE = "/console/settings/categories"


def paths(session: Session) -> list[str]:
    return [str(branch) for branch in tree(session)]


def add(carla: Staff, name: str, below: str = "") -> int:
    return carla.client.press(PAGE, PAGE, {"name": name, "below": below}).status_code


def test_a_tree_grows_is_renamed_and_loses_what_is_retired(session: Session, carla: Staff) -> None:
    assert "No categories yet" in carla.client.get(PAGE).text
    assert add(carla, "Delivery") == 303
    (delivery,) = tree(session)
    assert add(carla, "Late", str(delivery.id)) == 303
    late = tree(session)[1]
    carla.client.press(PAGE, f"{PAGE}/{late.id}/name", {"name": "Delayed", "seen": "Late"})
    assert paths(session) == ["Delivery", "Delivery / Delayed"]
    carla.client.press(PAGE, f"{PAGE}/{delivery.id}/retire")
    assert [branch.offered for branch in tree(session)] == [False, False]
    assert "Offer Delivery again" in carla.client.get(PAGE).text
    carla.client.press(PAGE, f"{PAGE}/{delivery.id}/restore")
    assert [branch.offered for branch in tree(session)] == [True, True]
    page = carla.client.get(PAGE).text
    for change in ("Created", "Late → Delayed", "Retired", "Restored"):
        assert change in page


def test_a_name_twice_in_one_place_is_refused_and_kept_in_the_form(
    session: Session, carla: Staff
) -> None:
    add(carla, "Delivery")
    answer = carla.client.press(PAGE, PAGE, {"name": "delivery", "below": ""})
    assert answer.status_code == 422
    assert "There is a category “delivery”" in answer.text
    assert 'value="delivery"' in answer.text
    (delivery,) = tree(session)
    assert add(carla, "Delivery", str(delivery.id)) == 303


@pytest.mark.parametrize("below", ["999999", "x"])
def test_a_place_that_does_not_exist_is_refused(session: Session, carla: Staff, below: str) -> None:
    assert add(carla, "Late", below) in {404, 422}
    assert paths(session) == []


def test_of_two_who_rename_at_once_the_second_is_told(session: Session, carla: Staff) -> None:
    add(carla, "Delivery")
    (delivery,) = tree(session)
    address = f"{PAGE}/{delivery.id}/name"
    carla.client.press(PAGE, address, {"name": "Parcels", "seen": "Delivery"})
    answer = carla.client.press(PAGE, address, {"name": "Post", "seen": "Delivery"})
    assert answer.status_code == 409
    assert "Carla changed “Delivery” meanwhile" in answer.text
    assert paths(session) == ["Parcels"]


def test_a_category_asks_for_a_skill_that_those_below_ask_for_too(
    session: Session, ada: Staff, carla: Staff
) -> None:
    add_skill(session, "refunds", actor=SYSTEM)
    session.commit()
    add(carla, "Payment")
    (payment,) = tree(session)
    add(carla, "Refund", str(payment.id))
    address = f"{PAGE}/{payment.id}/skill"
    assert carla.client.press(PAGE, address, {"skill": "refunds"}).status_code == 303
    assert [branch.skill for branch in tree(session)] == ["refunds", "refunds"]
    assert "asks for refunds, as above" in carla.client.get(PAGE).text
    stale = ada.client.submit(address, {"skill": "", "seen": ""})
    assert stale.status_code == 409
    unknown = carla.client.press(PAGE, address, {"skill": "magic"})
    assert "Choose one of the skills" in unknown.text
    carla.client.press(PAGE, address, {"skill": ""})
    assert [branch.skill for branch in tree(session)] == [None, None]


def test_an_agent_reads_it_on_tickets_and_changes_nothing(bob: Staff) -> None:
    assert bob.client.get(PAGE).status_code == 403
