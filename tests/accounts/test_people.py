"""What admins do for the people of the desk: roles, one-time passwords, leaving and coming back."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import Role
from helpdesk.accounts.service import change_role, deactivate_agent
from helpdesk.conversations.service.floor import take
from helpdesk.platform import db
from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.service import assign
from helpdesk.wiring import connect_facts
from tests.conftest import Standing
from tests.make import PASSWORD, make_agent, make_conversation, make_ticket
from tests.people import Browser, Staff, enter_console, staff

PEOPLE = "/console/settings/agents"
CHOSEN = "a longer one of my own"


@pytest.fixture
def ada(app: APIFlask, session: Session) -> Staff:
    """The only admin."""
    return staff(app, session, make_agent(session, name="Ada", role=Role.ADMIN))


def page_of(person: Staff) -> str:
    return f"{PEOPLE}/{person.agent.id}"


def shown_password(page: str) -> str:
    found = re.search(r'select-all wrap-anywhere mt-1">([\w-]{12,})<', page)
    assert found, page
    return found.group(1)


def trail(session: Session, person: Staff) -> list[tuple[str, str]]:
    """Who did what to this account, without what its making left."""
    query = select(AuditEvent.actor, AuditEvent.action).where(
        AuditEvent.subject_type == "agent", AuditEvent.subject_id == str(person.agent.id)
    )
    found = [(actor, action) for actor, action in session.execute(query.order_by(AuditEvent.id))]
    return [entry for entry in found if entry[1] not in {"created", "token created", "signed in"}]


def test_a_new_role_holds_from_the_next_page_and_call_on(
    ada: Staff, bob: Staff, session: Session
) -> None:
    assert bob.client.get("/console/feedback").status_code == 403
    ada.client.submit(f"{page_of(bob)}/role", {"role": "lead"})
    assert bob.client.get("/console/feedback").status_code == 200
    assert bob.client.get("/api/v1/feedback", headers=bob.headers).status_code == 200
    ada.client.submit(f"{page_of(bob)}/role", {"role": "agent"})
    assert bob.client.get("/console/feedback").status_code == 403
    assert bob.client.get("/api/v1/feedback", headers=bob.headers).status_code == 403
    assert trail(session, bob) == [(f"agent:{ada.agent.id}", "role changed")] * 2


def test_the_desk_keeps_its_last_admin(ada: Staff, session: Session) -> None:
    answer = ada.client.submit(f"{page_of(ada)}/role", {"role": "agent"})
    assert answer.status_code == 422
    assert "always needs an admin" in answer.text
    assert ada.client.get(PEOPLE).status_code == 200
    eve = make_agent(session, name="Eve", role=Role.ADMIN)
    answer = ada.client.submit(f"{page_of(ada)}/role", {"role": "agent"})
    assert answer.location == "/console/settings"
    assert ada.client.get(PEOPLE).status_code == 403
    with pytest.raises(RuleBroken, match="always needs an admin"):
        deactivate_agent(session, eve.id, by=ada.agent)


@pytest.mark.parametrize("role", ["", "owner", "ADMIN"])
def test_only_a_role_of_ours_is_given(ada: Staff, bob: Staff, role: str) -> None:
    answer = ada.client.submit(f"{page_of(bob)}/role", {"role": role})
    assert answer.status_code == 422
    assert "Choose one of the roles" in answer.text


@pytest.mark.parametrize(
    "action", ["role", "one-time-password", "deactivate", "reactivate", "sign-out"]
)
def test_nobody_else_administers_anybody(bob: Staff, carla: Staff, action: str) -> None:
    for person in (bob, carla):
        answer = person.client.submit(f"{page_of(carla)}/{action}", {"role": "admin"})
        assert answer.status_code == 403
    assert carla.client.get("/console/settings").status_code == 200


def test_a_one_time_password_replaces_a_lost_one_and_signs_out(
    ada: Staff, bob: Staff, client: Browser, session: Session
) -> None:
    page = ada.client.submit(f"{page_of(bob)}/one-time-password").text
    assert bob.client.get("/console").status_code == 302
    assert client.sign_in(bob.agent.email, PASSWORD).status_code == 401
    given = shown_password(page)
    assert client.sign_in(bob.agent.email, given).location == "/console/password"
    client.submit("/console/password", {"old": given, "new": CHOSEN})
    assert client.get("/console").status_code == 200
    assert given not in ada.client.get(page_of(bob)).text
    assert trail(session, bob) == [
        (f"agent:{ada.agent.id}", "one-time password given"),
        (f"agent:{bob.agent.id}", "password changed"),
    ]


def test_an_invitation_expires_and_the_sign_in_page_says_what_to_do(
    frozen: Standing, app: APIFlask, client: Browser, session: Session
) -> None:
    ada = staff(app, session, make_agent(session, name="Ada", role=Role.ADMIN))
    typed = {"name": "Finn", "email": "finn@desk.example", "role": "agent"}
    page = ada.client.submit(PEOPLE, typed).text
    assert "until 9 March 2026" in page
    frozen.advance(timedelta(days=7, minutes=1))
    answer = client.sign_in("finn@desk.example", shown_password(page))
    assert answer.status_code == 401
    assert "expired. Ask an admin for a new one" in answer.text
    assert "Forgot your password?" in answer.text
    finn = session.scalars(select(Agent).where(Agent.name == "Finn")).one()
    enter_console(ada.client, session, ada.agent)
    assert "one-time password expired" in ada.client.get(PEOPLE).text
    again = ada.client.submit(f"{PEOPLE}/{finn.id}/one-time-password").text
    entered = client.sign_in("finn@desk.example", shown_password(again))
    assert entered.location == "/console/password"


def test_ones_own_password_does_not_expire(
    frozen: Standing, ada: Staff, bob: Staff, client: Browser, session: Session
) -> None:
    given = shown_password(ada.client.submit(f"{page_of(bob)}/one-time-password").text)
    client.sign_in(bob.agent.email, given)
    client.submit("/console/password", {"old": given, "new": CHOSEN})
    frozen.advance(timedelta(days=400))
    assert client.sign_in(bob.agent.email, CHOSEN).location == "/console"


def test_admins_change_their_own_password_as_everybody_does(ada: Staff) -> None:
    answer = ada.client.submit(f"{page_of(ada)}/one-time-password")
    assert answer.status_code == 422
    assert "in your settings" in answer.text
    assert ada.client.get("/console").status_code == 200


def test_before_somebody_leaves_the_page_names_what_ends(
    ada: Staff, bob: Staff, session: Session
) -> None:
    ticket = make_ticket(session)
    assign(session, ticket, bob.agent, actor=SYSTEM)
    conversation, _ = make_conversation(session)
    take(session, conversation.id, bob.agent)
    session.commit()
    asked = ada.client.get(f"{page_of(bob)}/deactivate").text
    assert "1 open conversation of theirs waits" in asked
    assert '1 open ticket of theirs goes back to nobody: <a class="link"' in asked
    assert ticket.number in asked
    assert "1 API token of theirs stops working: tests." in asked
    assert bob.client.get("/console").status_code == 200


def test_who_leaves_is_out_and_their_work_goes_to_others(
    ada: Staff, bob: Staff, session: Session
) -> None:
    ticket = make_ticket(session)
    assign(session, ticket, bob.agent, actor=SYSTEM)
    session.commit()
    assert ada.client.submit(f"{page_of(bob)}/deactivate").location == page_of(bob)
    assert bob.client.get("/console").status_code == 302
    assert bob.client.get("/api/v1/tickets", headers=bob.headers).status_code == 401
    session.refresh(ticket)
    assert ticket.agent_id is None


def test_nobody_deactivates_themselves(ada: Staff, session: Session) -> None:
    make_agent(session, name="Eve", role=Role.ADMIN)
    answer = ada.client.submit(f"{page_of(ada)}/deactivate")
    assert answer.status_code == 422
    assert "Ask another admin" in answer.text


def test_who_comes_back_starts_with_a_one_time_password(
    ada: Staff, bob: Staff, client: Browser, session: Session
) -> None:
    ada.client.submit(f"{page_of(bob)}/deactivate")
    given = shown_password(ada.client.submit(f"{page_of(bob)}/reactivate").text)
    assert client.sign_in(bob.agent.email, PASSWORD).status_code == 401
    assert client.sign_in(bob.agent.email, given).location == "/console/password"
    assert client.get("/api/v1/tickets", headers=bob.headers).status_code == 401
    assert trail(session, bob) == [
        (f"agent:{ada.agent.id}", action)
        for action in ("token revoked", "deactivated", "reactivated", "one-time password given")
    ]


def test_an_account_that_is_open_is_not_reactivated(ada: Staff, bob: Staff) -> None:
    answer = ada.client.submit(f"{page_of(bob)}/reactivate")
    assert answer.status_code == 409
    assert bob.client.get("/console").status_code == 200


def test_two_admins_who_dismiss_each_other_leave_one(committing: str) -> None:
    connect_facts()
    with db.transaction() as session:
        names = ("Ada", "Eve")
        ids = [make_agent(session, name=name, role=Role.ADMIN).id for name in names]
    gate = threading.Barrier(2)

    def dismiss(pair: tuple[int, int]) -> bool:
        by, other = pair
        with db.transaction() as session:
            admin = session.get_one(Agent, by)
            gate.wait()
            try:
                change_role(session, other, Role.AGENT, by=admin)
            except RuleBroken:
                return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(dismiss, [(ids[0], ids[1]), (ids[1], ids[0])]))
    assert sorted(done) == [False, True]
    with db.transaction() as session:
        left = select(func.count()).where(Agent.role == Role.ADMIN)
        assert session.scalar(left) == 1
