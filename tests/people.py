"""Alice the customer, Bob the agent, Carla the quality manager, Ada the admin, Dora a stranger."""

import re
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as modern
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import jwt
from apiflask import APIFlask
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpdesk.accounts import auth
from helpdesk.accounts.api_tokens import create_token
from helpdesk.accounts.models import Agent
from helpdesk.authentication import sign_ins
from helpdesk.conversations.models import Conversation
from helpdesk.customers import browser as portal
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from tests.make import PASSWORD, make_conversation, make_customer

WIDGET = "/api/v1/widget"
_CSRF = "a secret of this browser"


class Browser(FlaskClient):
    """A test client that can submit forms as a page of the desk would."""

    def __init__(self, app: APIFlask) -> None:
        super().__init__(app, app.response_class)

    def submit(self, path: str, form: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Post a form with its token against forgery and a fresh key against repetition."""
        with self.session_transaction() as cookie:
            secret = cookie.setdefault("csrf_token", _CSRF)
        signer = URLSafeTimedSerializer(str(self.application.secret_key), salt="wtf-csrf-token")
        data = {"csrf_token": signer.dumps(secret), "form_key": uuid4().hex, **(form or {})}
        return self.post(path, data=data, **options)

    def press(self, page: str, action: str, form: dict[str, Any] | None = None) -> TestResponse:
        """Open the page and send its form for that address, with what the form carries unseen."""
        return self.submit(action, {**hidden_fields(self.get(page).text, action), **(form or {})})

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        """Sign in to the console through its form."""
        return self.submit("/console/sign-in", {"email": email, "password": password})


def hidden_fields(page: str, action: str) -> dict[str, str]:
    """What the page's form for that address carries unseen, but for its guards."""
    soup = BeautifulSoup(page, "html.parser")
    form = soup.select_one(f'form[action="{action}"]')
    assert form is not None, action
    hidden = {str(each["name"]): str(each["value"]) for each in form.select("[type=hidden]")}
    return {name: hidden[name] for name in hidden.keys() - {"csrf_token", "form_key"}}


@dataclass
class Staff:
    """Somebody of the desk: signed in to the console, and with a token for programs."""

    agent: Agent
    client: Browser
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.token)


@dataclass
class Customer:
    """Somebody with a widget open; `token` opens their conversation and no other."""

    client: Browser
    conversation: Conversation
    token: str

    @property
    def id(self) -> UUID:
        return self.conversation.customer_id

    def url(self, action: str = "messages") -> str:
        return f"{WIDGET}/conversations/{self.conversation.id}/{action}"

    def get(self, action: str = "messages", **options: Any) -> TestResponse:
        return self.client.get(self.url(action), headers=bearer(self.token), **options)

    def post(self, action: str = "messages", body: Any = None) -> TestResponse:
        return self.client.post(self.url(action), headers=bearer(self.token), json=body or {})

    def write(self, text: str, client_id: str = "c1") -> TestResponse:
        """Type a message into the widget."""
        return self.post("messages", {"text": text, "client_id": client_id})

    def reads(self) -> list[str]:
        """Every line of the conversation, as its customer sees it."""
        return [message["text"] for message in self.get().get_json()["messages"]]


class Mailbox:
    """The folder that the desk writes its mail to when it has no mail server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def empty(self) -> None:
        for file in self._folder.glob("*.eml"):
            file.unlink()

    def messages(self) -> list[EmailMessage]:
        files = sorted(self._folder.glob("*.eml"))
        return [BytesParser(policy=modern).parsebytes(file.read_bytes()) for file in files]


def customer(app: APIFlask, session: Session, *, name: str | None, email: str | None) -> Customer:
    """A customer, verified when they have an address, with a conversation and its token."""
    person = make_customer(session, name=name, email=email)
    conversation, token = make_conversation(session, person)
    return Customer(Browser(app), conversation, token)


def staff(app: APIFlask, session: Session, agent: Agent) -> Staff:
    """The agent, signed in by cookie, with an API token."""
    token = create_token(session, agent.id, "tests")
    session.commit()
    client = Browser(app)
    enter_console(client, session, agent)
    return Staff(agent, client, token)


def enter_console(browser: Browser, session: Session, agent: Agent) -> None:
    """The agent is signed in, without having to type anything."""
    _enter(browser, auth.SIGN_IN, sign_ins.begin(session, Actor.agent(agent.id)))
    session.commit()


def enter_portal(browser: Browser, session: Session, customer_id: UUID) -> None:
    """The customer is signed in, without having to prove anything."""
    _enter(browser, portal.SIGN_IN, sign_ins.begin(session, Actor.customer(customer_id)))
    session.commit()


def _enter(browser: Browser, name: str, token: str) -> None:
    with browser.session_transaction() as cookie:
        cookie[name] = token


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {token}"}


def identity_token(app: Flask, external_id: str, **claims: Any) -> str:
    """What the company's own site would sign for its visitor."""
    soon = clock.now() + timedelta(minutes=10)
    return jwt.encode({"sub": external_id, "exp": soon, **claims}, app.config["SITE_KEY"], "HS256")


def code_in(mail: EmailMessage) -> str:
    """The one-time code of a mail's subject."""
    found = re.search(r"\b\d{8}\b", str(mail["Subject"]))
    assert found, f"no code in {mail['Subject']!r}"
    return found.group()
