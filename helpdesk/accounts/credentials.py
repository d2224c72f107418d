"""Address and password say who signs in; whoever guesses at them waits, longer each time."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import WrongCredentials
from helpdesk.authentication.passwords import is_password
from helpdesk.authentication.pauses import Count, Limit, attempt, forgive, take_back
from helpdesk.languages.catalogues import N_
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import ANONYMOUS, Actor
from helpdesk.platform.db import transaction

logger = logging.getLogger(__name__)
PER_ACCOUNT = Limit(free=5, first=timedelta(seconds=5), longest=timedelta(minutes=5))
PER_NETWORK = Limit(
    free=20, first=timedelta(seconds=5), longest=timedelta(minutes=15), series=timedelta(hours=1)
)
GUESSED = N_("There were several wrong passwords.")
WRONG = N_(
    "The address or the password is wrong. Check both, or choose a new password by mail, below."
)
EXPIRED = N_(
    "This one-time password has expired. Ask an admin for a new one, or choose your own password "
    "by mail, below."
)


@dataclass(frozen=True)
class Caller:
    """Where somebody signs in; `browser` is the name of one in which this account did so before.

    Such a browser is counted by itself: guesses made elsewhere do not keep its owner out.
    """

    network: str
    browser: str | None = None


def sign_in(email: str, password: str, caller: Caller) -> Agent:
    """The agent with this address and password; raise WrongCredentials, or TooSoon in a pause.

    The attempt counts before it is tried, whether there is such an account or not, and nobody's
    connection to the database is held while the hash is computed.
    """
    account = email.strip().lower()
    counts = _counts(account, caller)
    with transaction() as session:
        pausing = attempt(session, *counts, why=GUESSED)
        agent = _active(session, account)
    password_hash = agent.password_hash if agent else None
    if not is_password(password, password_hash):
        _note_failure(account, caller, pausing)
        raise WrongCredentials(WRONG)
    with transaction() as session:
        agent = _active(session, account)
        if agent is None or agent.password_hash != password_hash:  # changed at this very moment
            raise WrongCredentials(WRONG)
        if agent.password_expires_at and agent.password_expires_at <= clock.now():
            raise WrongCredentials(EXPIRED)
        _note_success(session, agent, caller, counts)
    return agent


def confirm(session: Session, agent: Agent, password: str) -> None:
    """Raise WrongCredentials unless it is the agent's own; guesses at an open browser wait, too."""
    count = _confirming(agent)
    attempt(session, count, why=GUESSED)
    if not is_password(password, agent.password_hash):
        raise WrongCredentials(WRONG)
    forgive(session, count)


def forgive_guesses(session: Session, agent: Agent) -> None:
    """The password is a new one: whoever has it need not wait for what was guessed at the old."""
    for count in (_by_account(agent.email), _confirming(agent)):
        forgive(session, count)


def _counts(account: str, caller: Caller) -> tuple[Count, ...]:
    if caller.browser:
        return (Count(f"sign-in:browser:{caller.browser}:{account}", PER_ACCOUNT),)
    return _by_account(account), Count(f"sign-in:network:{caller.network}", PER_NETWORK)


def _by_account(account: str) -> Count:
    return Count(f"sign-in:account:{account}", PER_ACCOUNT)


def _confirming(agent: Agent) -> Count:
    return Count(f"confirm:{agent.id}", PER_ACCOUNT)


def _active(session: Session, account: str) -> Agent | None:
    query = select(Agent).where(Agent.email == account, Agent.deactivated_at.is_(None))
    return session.scalar(query)


def _note_failure(account: str, caller: Caller, pausing: list[Count]) -> None:
    """A line in the log for each, and in the trail once for each series: when it begins to wait.

    What was typed is in neither: it may be a password in the wrong field.
    """
    logger.warning("A sign-in from %s failed.", caller.network)
    if not pausing:
        return
    with transaction() as session:
        agent_id = session.scalar(select(Agent.id).where(Agent.email == account))
        for count in pausing:
            wide = count.limit is PER_NETWORK
            subject = ("network", caller.network) if wide else ("agent", agent_id or "unknown")
            tries = {"network": caller.network, "wrong passwords": count.limit.free}
            change = audit.Change(*subject, "sign-in paused", after=tries)
            audit.record(session, ANONYMOUS, change)


def _note_success(
    session: Session, agent: Agent, caller: Caller, counts: tuple[Count, ...]
) -> None:
    """The account's own series is over; the network keeps what others failed there."""
    account, *network = counts
    forgive(session, account)
    take_back(session, *network)
    agent.last_seen_at = clock.now()
    change = audit.Change("agent", agent.id, "signed in", after={"network": caller.network})
    audit.record(session, Actor.agent(agent.id), change)
