"""Adding people to the desk."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.credentials import Caller, sign_in
from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import ONE_TIME_PASSWORD_LASTS, Role, WrongCredentials
from helpdesk.accounts.service import create_agent, create_first_admin, reset_password
from helpdesk.platform import clock
from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.errors import NotFound, RuleBroken
from tests.conftest import Standing
from tests.make import PASSWORD, make_agent


def test_the_password_is_kept_as_a_hash_only(session: Session) -> None:
    agent = make_agent(session)
    assert agent.password_hash.startswith("$argon2id$")
    assert PASSWORD not in agent.password_hash


def test_the_trail_tells_of_the_new_agent_but_not_of_the_password(session: Session) -> None:
    agent = make_agent(session)
    event = session.scalars(select(AuditEvent).where(AuditEvent.subject_type == "agent")).one()
    assert (event.subject_id, event.action) == (str(agent.id), "created")
    assert event.after == {"email": agent.email, "role": "agent"}


def test_the_same_address_is_refused_however_it_is_spelled(session: Session) -> None:
    make_agent(session)
    with pytest.raises(RuleBroken, match="already has an account"):
        create_agent(session, email="BOB@desk.example", name="B", role=Role.LEAD, password=PASSWORD)


def test_a_nameless_agent_is_called_by_the_address(session: Session) -> None:
    agent = create_agent(
        session, email="eve@desk.example", name=" ", role=Role.LEAD, password=PASSWORD
    )
    assert agent.name == "eve@desk.example"


def test_an_empty_desk_gets_one_admin_with_a_password_to_be_changed(session: Session) -> None:
    password = create_first_admin(session)
    assert password is not None
    session.commit()
    admin = sign_in("admin@heed.local", password, Caller("192.0.2.1"))
    assert (admin.role, admin.must_change_password) == (Role.ADMIN, True)


def test_the_first_password_is_no_key_that_lies_about_for_ever(
    session: Session, frozen: Standing
) -> None:
    password = create_first_admin(session)
    assert password is not None
    session.commit()
    frozen.advance(ONE_TIME_PASSWORD_LASTS)
    with pytest.raises(WrongCredentials, match="has expired"):
        sign_in("admin@heed.local", password, Caller("192.0.2.1"))
    again = reset_password(session, "Admin@heed.local")
    session.commit()
    assert sign_in("admin@heed.local", again, Caller("192.0.2.1")).must_change_password


def test_nobody_who_left_is_let_in_again_from_outside(session: Session) -> None:
    agent = make_agent(session, name="Finn")
    agent.deactivated_at = clock.now()
    session.commit()
    with pytest.raises(NotFound, match="Nobody with the address"):
        reset_password(session, agent.email)


def test_a_desk_with_people_gets_no_second_first_admin(session: Session) -> None:
    make_agent(session)
    assert create_first_admin(session) is None
    assert session.scalar(select(func.count()).select_from(Agent)) == 1
