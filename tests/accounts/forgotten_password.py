"""Asking for a link to replace a password, as its owner does."""

import re

from sqlalchemy.orm import Session

from helpdesk.accounts import jobs
from tests.jobs import arguments_of
from tests.people import Browser, Mailbox

ASK = "/console/forgotten-password"
BOB = "bob@desk.example"
NEW = "a quite different one"
JOB = "mail_password_link"


def link_for(client: Browser, session: Session, mailbox: Mailbox, email: str = BOB) -> str:
    """Ask for a link, let the worker mail it, and read it."""
    assert client.submit(ASK, {"email": email}).status_code == 200
    jobs.mail_password_link(**arguments_of(session, JOB)[-1])
    text = mailbox.messages()[-1].get_content()
    found = re.search(r"^http://127\.0\.0\.1(?::\d+)?(/console/new-password/[\w-]+)$", text, re.M)
    assert found, text
    return found.group(1)
