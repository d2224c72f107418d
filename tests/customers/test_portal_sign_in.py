"""Signing in to the portal by a one-time code."""

from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_customer
from tests.people import Browser

EMAIL = "alice@example.org"
ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "///requests.evil.example",
    "/requests\\evil.example",
    "/console",
    "x",
]


def ask_code(client: Browser, email: str = EMAIL, **more: str) -> str:
    answer = client.submit("/requests/sign-in", {"email": email, **more})
    assert (answer.status_code, answer.location) == (303, "/requests/code")
    return client.get("/requests/code").text


def newest_code(session: Session) -> str:
    return str(arguments_of(session, "send_code")[-1]["code"])


def test_the_code_opens_the_list_and_leaving_closes_it(client: Browser, session: Session) -> None:
    ask_code(client)
    answer = client.submit("/requests/code", {"code": newest_code(session)})
    assert (answer.status_code, answer.location) == (303, "/requests")
    assert EMAIL in client.get("/requests").text
    client.submit("/requests/sign-ins/here/end")
    assert client.get("/requests").location == "/requests/sign-in?next=/requests"


def test_nobody_learns_which_addresses_we_know(client: Browser, session: Session) -> None:
    make_customer(session, email=EMAIL)
    known = ask_code(client).replace(EMAIL, "")
    stranger = ask_code(client, "nobody@example.org").replace("nobody@example.org", "")
    assert _without_tokens(known) == _without_tokens(stranger)


def _without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line]


def test_a_wrong_code_is_kept_and_five_of_them_end_it(client: Browser, session: Session) -> None:
    ask_code(client)
    code = newest_code(session)
    wrong = "00000000" if code != "00000000" else "11111111"
    for _ in range(5):
        answer = client.submit("/requests/code", {"code": wrong})
        assert answer.status_code == 422
        assert "This is not the code we sent" in answer.text
        assert f'value="{wrong}"' in answer.text
    assert client.submit("/requests/code", {"code": code}).status_code == 422


def test_a_code_works_only_in_its_own_browser(
    app: APIFlask, client: Browser, session: Session
) -> None:
    ask_code(client)
    stolen = newest_code(session)
    thief = Browser(app)
    ask_code(thief)
    assert thief.submit("/requests/code", {"code": stolen}).status_code == 422


def test_a_code_expires(client: Browser, session: Session, frozen: Standing) -> None:
    ask_code(client)
    frozen.advance(timedelta(minutes=11))
    assert client.submit("/requests/code", {"code": newest_code(session)}).status_code == 422


def test_after_three_codes_the_next_one_has_to_wait(client: Browser, frozen: Standing) -> None:
    for _ in range(3):
        ask_code(client)
    answer = client.submit("/requests/sign-in", {"email": EMAIL})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Use the newest one. Try again in 1 minute." in answer.text
    frozen.advance(timedelta(minutes=1))
    ask_code(client)


@pytest.mark.parametrize("email", ["", "nonsense", "two@at@signs and space", "\x00"])
def test_what_is_no_address_is_refused_beside_the_field(client: Browser, email: str) -> None:
    answer = client.submit("/requests/sign-in", {"email": email})
    assert answer.status_code == 422
    assert "is not an e-mail address" in answer.text


def test_an_address_the_desk_has_long_held_still_gets_its_code(
    client: Browser, session: Session
) -> None:
    make_customer(session, email="alice..a@example.org")
    answer = client.submit("/requests/sign-in", {"email": "Alice..A@example.org"})
    assert answer.location == "/requests/code"


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_signing_in_leads_nowhere_else(client: Browser, session: Session, elsewhere: str) -> None:
    ask_code(client, next=elsewhere)
    answer = client.submit("/requests/code", {"code": newest_code(session)})
    assert answer.location == "/requests"


def test_signing_in_leads_back_to_what_was_wanted(client: Browser, session: Session) -> None:
    ask_code(client, next="/requests/T-2026-000001")
    answer = client.submit("/requests/code", {"code": newest_code(session)})
    assert answer.location == "/requests/T-2026-000001"


def test_a_form_from_elsewhere_sends_no_code(client: Browser, session: Session) -> None:
    assert client.post("/requests/sign-in", data={"email": EMAIL}).status_code == 400
    assert arguments_of(session, "send_code") == []
