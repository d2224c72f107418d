"""Those who lead define the desk's fields."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.describing.categories import add_category
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.tickets.fields.rules import FieldKind
from helpdesk.tickets.fields.terms import MOST_FIELDS
from tests.make import make_ticket
from tests.people import Staff
from tests.tickets.fields.made import filled, make_field

PAGE = "/console/settings/fields"
NEW = f"{PAGE}/new"


def test_a_field_is_defined_changed_moved_and_retired_with_all_of_it_in_the_trail(
    session: Session, carla: Staff
) -> None:
    assert "No fields yet" in carla.client.get(PAGE).text
    category = add_category(session, "Delivery", None, actor=SYSTEM)
    session.commit()
    carla.client.press(NEW, NEW, {"name": "Order  number", "help": "On the invoice"})
    typed = {
        "name": "Plant", "kind": "one_of_a_list", "choices": "Birch\n\nbirch\nFig tree",
        "shown_types": ["incident", "request"], "shown_categories": str(category.id),
        "required": "1", "required_field": str(all_fields(session)[0].id), "required_value": "A-1",
    }  # fmt: skip
    carla.client.press(NEW, NEW, typed)
    order, plant = all_fields(session)
    assert (order.name, order.help, order.kind) == ("Order number", "On the invoice", "text")
    assert (plant.choices, plant.required) == (("Birch", "Fig tree"), True)
    assert plant.shown_when.types == {"incident", "request"}
    assert plant.shown_when.categories == {category.id}
    assert (plant.required_when.field_id, plant.required_when.value) == (order.id, "A-1")
    address = f"{PAGE}/{plant.id}"
    shown = carla.client.get(address).text
    assert "Birch\nFig tree" in shown
    carla.client.press(address, address, {"name": "Species", "choices": "Oak"})
    carla.client.press(PAGE, f"{address}/up")
    assert [field.name for field in all_fields(session)] == ["Species", "Order number"]
    carla.client.press(PAGE, f"{address}/retire")
    assert [field.retired for field in all_fields(session)] == [True, False]
    carla.client.press(PAGE, f"{address}/restore")
    page = carla.client.get(PAGE).text
    for change in ("Created", "Changed", "Moved", "Retired", "Restored"):
        assert change in page
    assert "name, choices, where it is shown, whether it is needed" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Give the field a name"), ({"name": "x" * 61}, "Give the field a name"),
        ({"name": "order NUMBER"}, "There is a field “order NUMBER”"),
        ({"name": "Plant", "help": "x" * 201}, "Shorten the help"),
        ({"name": "Plant", "kind": "one_of_a_list"}, "one choice on each line"),
        ({"name": "Plant", "kind": "one_of_a_list", "choices": "x" * 81}, "Shorten each choice"),
        ({"name": "Plant", "kind": "one_of_a_list",
          "choices": "\n".join(map(str, range(201)))}, "Offer 200 choices or fewer"),
        ({"name": "Plant", "shown_field": "999999"}, "Choose another field"),
    ],
)  # fmt: skip
def test_what_makes_no_field_is_refused_and_kept_in_the_form(
    session: Session, carla: Staff, typed: dict[str, str], says: str
) -> None:
    make_field(session, "Order number")
    answer = carla.client.press(NEW, NEW, typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{typed["name"]}"' in answer.text
    assert len(all_fields(session)) == 1


def test_a_condition_on_a_value_that_the_other_field_cannot_have_is_refused(
    session: Session, carla: Staff
) -> None:
    amount = make_field(session, "Amount", FieldKind.DECIMAL_NUMBER)
    typed = {"name": "Reason", "shown_field": str(amount.id), "shown_value": "a lot"}
    answer = carla.client.press(NEW, NEW, typed)
    assert answer.status_code == 422
    assert "“Amount” is a number" in answer.text


def test_a_kind_stays_and_so_does_a_choice_that_was_taken_away(
    session: Session, bob: Staff, carla: Staff
) -> None:
    plant = make_field(session, "Plant", FieldKind.CHOICE, choices=("Birch", "Oak"))
    ticket = filled(session, make_ticket(session), plant, "Birch")
    address = f"{PAGE}/{plant.id}"
    typed = {"name": "Plant", "kind": "text", "choices": "Oak"}
    assert carla.client.press(address, address, typed).status_code == 303
    (plant,) = all_fields(session)
    assert (plant.kind, plant.choices) == ("one_of_a_list", ("Oak",))
    assert "Birch (offered no more)" in bob.client.get(f"/console/tickets/{ticket.number}").text
    assert "Birch" not in bob.client.get(f"/console/tickets/{make_ticket(session).number}").text


def test_of_two_who_change_a_field_the_second_is_told(session: Session, carla: Staff) -> None:
    plant = make_field(session, "Plant")
    address = f"{PAGE}/{plant.id}"
    carla.client.press(address, address, {"name": "Species"})
    answer = carla.client.press(address, address, {"name": "Tree", "seen": "1"})
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text
    assert [field.name for field in all_fields(session)] == ["Species"]


def test_there_is_an_end_to_fields(session: Session, carla: Staff) -> None:
    for number in range(MOST_FIELDS):
        make_field(session, f"Field {number}")
    answer = carla.client.press(NEW, NEW, {"name": "One more"})
    assert answer.status_code == 422
    assert "There are 60 fields" in answer.text


def test_an_agent_defines_nothing(session: Session, bob: Staff) -> None:
    plant = make_field(session, "Plant")
    for address in (PAGE, NEW, f"{PAGE}/{plant.id}"):
        assert bob.client.get(address).status_code == 403
    assert bob.client.submit(f"{PAGE}/{plant.id}/retire").status_code == 403
    assert [field.retired for field in all_fields(session)] == [False]
