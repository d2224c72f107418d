"""Making, changing, ordering and deleting the policies of deadlines."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from helpdesk.accounts.service import get_agent
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import Json, one_at_a_time
from helpdesk.platform.errors import NotFound
from helpdesk.platform.jobqueue import enqueue
from helpdesk.tickets.deadlines import queries
from helpdesk.tickets.deadlines.models import DeadlinePolicy
from helpdesk.tickets.deadlines.rules import Terms, check_number, check_seen, check_terms

LOCK = "deadline policies"
SUBJECT = "deadline policy"


def get_policy(session: Session, policy_id: int) -> DeadlinePolicy:
    """The policy, held until commit; or NotFound."""
    policy = session.get(DeadlinePolicy, policy_id, with_for_update={"of": DeadlinePolicy})
    if policy is None:
        raise NotFound("There is no such policy. Somebody may have deleted it.")
    return policy


def add_policy(session: Session, terms: Terms, *, actor: Actor) -> DeadlinePolicy:
    """A policy behind all others; open tickets are reckoned anew, as after each change."""
    one_at_a_time(session, LOCK)
    existing = queries.policies(session)
    check_number(len(existing))
    last = existing[-1].position if existing else 0
    policy = DeadlinePolicy(position=last + 1)
    _fill(session, policy, terms)
    session.add(policy)
    session.flush()
    _record(session, actor, audit.Change(SUBJECT, policy.id, "created", None, _plain(policy)))
    return policy


def change_policy(
    session: Session, policy: DeadlinePolicy, terms: Terms, *, seen: int, actor: Actor
) -> None:
    """Other terms; raise PolicyChanged when somebody was quicker."""
    check_seen(seen, policy.version)
    before = _plain(policy)
    _fill(session, policy, terms)
    policy.version += 1
    _record(session, actor, audit.Change(SUBJECT, policy.id, "changed", before, _plain(policy)))


def move_up(session: Session, policy: DeadlinePolicy, *, actor: Actor) -> None:
    """Try it before the one that stood before it; the first stays where it is."""
    one_at_a_time(session, LOCK)
    earlier = [p for p in queries.policies(session) if p.position < policy.position]
    if not earlier:
        return
    other, before = earlier[-1], {"position": policy.position}
    policy.position, other.position = other.position, policy.position
    after = {"position": policy.position}
    _record(session, actor, audit.Change(SUBJECT, policy.id, "moved", before, after))


def delete_policy(session: Session, policy: DeadlinePolicy, *, actor: Actor) -> None:
    """Its tickets get what the next policy that fits says."""
    _record(session, actor, audit.Change(SUBJECT, policy.id, "deleted", _plain(policy)))
    session.delete(policy)


def _fill(session: Session, policy: DeadlinePolicy, terms: Terms) -> None:
    kept = check_terms(terms)
    policy.name, policy.warn_before = kept.name, kept.warn_before
    for condition, wanted in asdict(kept.conditions).items():
        setattr(policy, condition, list(wanted))
    policy.targets = {key: dict(each) for key, each in kept.targets.items()}
    policy.escalate_to_id = kept.escalate_to and get_agent(session, kept.escalate_to).id
    policy.calendar_id = kept.calendar_id
    policy.updated_at = clock.now()


def _plain(policy: DeadlinePolicy) -> Json:
    names = ("name", "targets", "warn_before", "escalate_to_id", "calendar_id")
    return {name: getattr(policy, name) for name in names} | asdict(policy.conditions)


def _record(session: Session, actor: Actor, change: audit.Change) -> None:
    audit.record(session, actor, change)
    enqueue(session, "reckon_deadlines")
