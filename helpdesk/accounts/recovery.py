"""A forgotten password: whoever reads the mail of its owner chooses a new one, once, in time."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from helpdesk.accounts import service
from helpdesk.accounts.models import Agent, PasswordLink
from helpdesk.accounts.rules import LINK_LASTS, check_email_or_held, check_password
from helpdesk.authentication.pauses import Count, Limit, attempt
from helpdesk.authentication.tokens import hash_token, new_token
from helpdesk.languages.catalogues import N_
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.config import Settings
from helpdesk.platform.errors import NotFound
from helpdesk.platform.jobqueue import enqueue
from helpdesk.platform.mail import Letter
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company

PER_ADDRESS = Limit(free=1, first=timedelta(minutes=5), longest=timedelta(hours=1))
PER_NETWORK = Limit(free=5, first=timedelta(minutes=1), longest=timedelta(hours=1))
ASKED = N_("A link was asked for a moment ago. Look for it in your mail, also among the spam.")
OVER = N_(
    "This link was used, replaced by a newer one, or is older than an hour. "
    "Ask for a new one, and use the newest mail."
)


def ask_for_link(session: Session, email: str, *, network: str) -> str:
    """Mail a link if an agent has this address; the address. Raise TooSoon when asked too often.

    Only the job looks whether there is such an agent, so that nobody learns it from the answer or
    from the time it takes.
    """
    address = _check_address(session, email)
    attempt(
        session,
        Count(f"password link:{address}", PER_ADDRESS),
        Count(f"password link:{network}", PER_NETWORK),
        why=ASKED,
    )
    enqueue(session, "mail_password_link", email=address)
    return address


def _check_address(session: Session, typed: str) -> str:
    """The address in its comparable form; RuleBroken when it cannot be one and is not held."""

    def is_held(address: str) -> bool:
        return session.scalar(select(Agent.id).where(Agent.email == address)) is not None

    return check_email_or_held(typed, is_held)


def letter_with_link(session: Session, email: str, settings: Settings) -> Letter | None:
    """The mail with a fresh link, which replaces any older one; None when no agent has the address.

    The token is made here, in the job that sends it, so that no table ever holds it.
    """
    agent = session.scalar(
        select(Agent).where(Agent.email == email, Agent.deactivated_at.is_(None))
    )
    if agent is None:
        return None
    token = new_token()
    link = {"token_hash": hash_token(token), "expires_at": clock.now() + LINK_LASTS}
    made = insert(PasswordLink).values(agent_id=agent.id, **link)
    session.execute(made.on_conflict_do_update(index_elements=["agent_id"], set_=link))
    company = current(Company).name
    text = (
        f"Choose a new password for the desk of {company} here, within an hour:\n\n"
        f"{settings.base_url}/console/new-password/{token}\n\n"
        "The link works once. If you did not ask for it, do nothing: your password stays.\n"
    )
    return Letter(email, f"A new password for the desk of {company}", text)


def agent_of_link(session: Session, token: str) -> Agent:
    """Whose link it is, held until commit so that it is used once; NotFound when it is over."""
    link = session.scalar(
        select(PasswordLink)
        .where(PasswordLink.token_hash == hash_token(token), PasswordLink.expires_at > clock.now())
        .with_for_update()
    )
    if link is None:
        raise NotFound(OVER)
    return service.get_agent(session, link.agent_id)


def replace_password(session: Session, token: str, new: str, *, company: str) -> None:
    """The link's agent has a new password; the link, and every sign-in with the old one, ends."""
    agent = agent_of_link(session, token)
    check_password(new, agent.email, agent.name, company)
    service.set_password(session, agent, new)
    change = audit.Change("agent", agent.id, "password replaced by mail")
    audit.record(session, Actor.agent(agent.id), change)
