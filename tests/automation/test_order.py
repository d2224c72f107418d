"""Rules act in an order by hand, and one of them can be the last."""

from sqlalchemy.orm import Session

from helpdesk.automation.queries import all_rules
from helpdesk.automation.rules.terms import Actions, Moment
from helpdesk.tickets.rules import Priority
from tests.automation.ruled import act, rule
from tests.make import make_ticket
from tests.people import Staff

PAGE = "/console/settings/automation"


def names(session: Session) -> list[str]:
    session.expire_all()
    return [each.name for each in all_rules(session)]


def test_a_rule_is_moved_up_and_down_and_an_end_stays_one(session: Session, carla: Staff) -> None:
    made = [
        rule(session, Moment.OPENED, Actions(tag=name), name=name)
        for name in ("first", "second", "third")
    ]
    page = carla.client.get(PAGE).text
    assert ("Move first up" in page, "Move third down" in page) == (False, False)
    carla.client.press(PAGE, f"{PAGE}/{made[2].id}/up")
    assert names(session) == ["first", "third", "second"]
    carla.client.press(PAGE, f"{PAGE}/{made[0].id}/down")
    assert names(session) == ["third", "first", "second"]
    for way, each in (("up", made[2]), ("down", made[1])):
        carla.client.submit(f"{PAGE}/{each.id}/{way}", {})
    assert names(session) == ["third", "first", "second"]


def test_the_later_rule_has_the_last_word(session: Session, bob: Staff) -> None:
    rule(session, Moment.OPENED, Actions(priority=Priority.LOW))
    rule(session, Moment.OPENED, Actions(priority=Priority.HIGH))
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    assert ticket.priority is Priority.HIGH


def test_one_that_stops_is_the_last_where_it_acted_and_nowhere_else(
    session: Session, bob: Staff
) -> None:
    rule(session, Moment.OPENED, Actions(priority=Priority.LOW), stops=True)
    rule(session, Moment.OPENED, Actions(priority=Priority.HIGH))
    rule(session, Moment.CHANGED, Actions(tag="changed"))
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    assert ticket.priority is Priority.LOW
    act(session, ticket, Moment.CHANGED)
    assert ticket.tags == ["changed"]
