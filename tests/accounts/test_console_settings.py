"""One's own account, and the people of the desk for admins."""

import re

from tests.people import Browser, Staff, bearer

SETTINGS = "/console/settings"


def test_a_token_is_shown_once_works_and_is_revoked(bob: Staff, client: Browser) -> None:
    made = bob.client.submit(f"{SETTINGS}/tokens", {"name": "Stock sync", "days": "30"}).text
    found = re.search(r"heed_[\w-]{20,}", made)
    assert found
    headers = bearer(found.group())
    assert client.get("/api/v1/tickets", headers=headers).status_code == 200
    page = bob.client.get(SETTINGS).text
    assert found.group() not in page
    revoke = re.findall(r"/console/settings/tokens/\d+/revoke", page)[0]
    bob.client.submit(revoke)
    assert client.get("/api/v1/tickets", headers=headers).status_code == 401


def test_nobody_revokes_a_colleagues_token(bob: Staff, carla: Staff) -> None:
    page = carla.client.get(SETTINGS).text
    address = re.findall(r"/console/settings/tokens/\d+/revoke", page)[0]
    assert bob.client.submit(address).status_code == 404


def test_an_admin_adds_an_agent_who_must_choose_a_password(ada: Staff, client: Browser) -> None:
    typed = {"name": "Finn", "email": "finn@desk.example", "role": "agent"}
    page = ada.client.submit(f"{SETTINGS}/agents", typed).text
    found = re.search(r'select-all wrap-anywhere mt-1">([\w-]{12,})<', page)
    assert found
    entered = client.sign_in("finn@desk.example", found.group(1))
    assert entered.location == "/console/password"
    assert client.get("/console/tickets").location == "/console/password"
    chosen = {"old": found.group(1), "new": "a longer one of my own"}
    assert client.submit("/console/password", chosen).location == "/console"
    assert client.get("/console/tickets").status_code == 200


def test_an_address_in_use_is_refused_and_the_form_kept(ada: Staff) -> None:
    typed = {"name": "Ada two", "email": ada.agent.email, "role": "lead"}
    answer = ada.client.submit(f"{SETTINGS}/agents", typed)
    assert answer.status_code == 422
    assert "already has an account" in answer.text
    assert "Ada two" in answer.text


def test_who_leaves_can_no_longer_look(ada: Staff, bob: Staff) -> None:
    ada.client.submit(f"{SETTINGS}/agents/{bob.agent.id}/deactivate")
    assert bob.client.get("/console").status_code == 302
    own = ada.client.submit(f"{SETTINGS}/agents/{ada.agent.id}/deactivate")
    assert own.status_code == 422


def test_agents_see_no_people_and_add_none(bob: Staff) -> None:
    assert "People of the desk" not in bob.client.get(SETTINGS).text
    assert bob.client.get(f"{SETTINGS}/agents").status_code == 403
    assert bob.client.submit(f"{SETTINGS}/agents", {"name": "X"}).status_code == 403
