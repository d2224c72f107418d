"""Visitors, verified customers, and becoming one person when they turn out to be one."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.rules import check_email_or_held
from helpdesk.authentication import sign_ins
from helpdesk.customers.codes import forget_codes
from helpdesk.customers.models import Customer
from helpdesk.customers.rules import (
    Identity,
    check_contact,
    check_same_person,
    emails_in,
    reaches,
)
from helpdesk.languages.catalogues import current
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.erasure import permit
from helpdesk.platform.errors import NotFound, RuleBroken


def create_visitor(session: Session, *, name: str | None = None) -> Customer:
    """Somebody of whom nothing is proven yet; the language is that spoken with them now."""
    visitor = Customer(created_at=clock.now(), language=current(), name=name)
    session.add(visitor)
    session.flush()
    return visitor


def get_customer(session: Session, customer_id: UUID) -> Customer:
    """The customer, or the one they were merged into; NotFound otherwise."""
    customer = session.get(Customer, customer_id)
    while customer is not None and customer.merged_into_id:
        customer = session.get(Customer, customer.merged_into_id)
    if customer is None:
        raise NotFound("There is no such customer.")
    return customer


def identify(session: Session, visitor: Customer, identity: Identity) -> Customer:
    """The customer whom the company's site vouches for; the visitor's history moves to them.

    Raises SomebodyElse when the visitor is known already, and as another customer.
    """
    one_at_a_time(session, identity.external_id)  # two tabs make one customer
    known = session.scalar(select(Customer).where(Customer.external_id == identity.external_id))
    email = identity.email.lower() if identity.email else None
    namesake = _of_address(session, email) if email else None
    if known is None and namesake and namesake.external_id is None:
        known = namesake  # with an account of its own at the site it would be somebody else
    check_same_person(verified=visitor.verified, same=known is visitor)
    customer = _become(session, visitor, known)
    customer.external_id = customer.external_id or identity.external_id
    customer.name = identity.name or customer.name
    customer.contact = customer.contact or identity.contact
    if namesake is None and email:
        customer.email = email
    customer.verified_at = clock.now()
    return customer


def prove_email(session: Session, visitor: Customer, email: str) -> Customer:
    """The customer who owns the address, now that a one-time code proved it.

    Raises SomebodyElse when the visitor is known already, and by another address.
    """
    known = _of_address(session, email)
    same = known is visitor or (known is None and visitor.email is None)
    check_same_person(verified=visitor.verified, same=same)
    customer = _become(session, visitor, known)
    if customer.email is None:
        customer.email = email
    customer.verified_at = clock.now()
    return customer


def check_address(session: Session, typed: str) -> str:
    """The address in its comparable form; RuleBroken when it cannot be one and is not held."""

    def is_held(address: str) -> bool:
        return session.scalar(select(Customer.id).where(Customer.email == address)) is not None

    return check_email_or_held(typed, is_held)


def customer_with_email(session: Session, email: str) -> Customer:
    """The customer of a proven address, made when there is none."""
    known = _of_address(session, email)
    return known or prove_email(session, create_visitor(session), email)


def erase_customer(session: Session, customer_id: UUID, *, actor: Actor) -> Customer:
    """Forget who the customer was and every word of theirs; what happened stays, without them."""
    customer = get_customer(session, customer_id)
    if customer.erased_at:
        return customer
    permit(session)
    everybody = [customer, *_visitors_of(session, customer)]
    ids = tuple(person.id for person in everybody)
    events.publish(session, events.CustomerErased(ids, customer.email, actor))
    if customer.email:
        forget_codes(session, customer.email)
        _forget_contacts(session, customer.email)
    sign_ins.end_all(session, *(Actor.customer(key) for key in ids))
    for person in everybody:
        forget_person(person)
    audit.record(session, actor, audit.Change("customer", customer.id, "erased"))
    session.flush()
    return customer


def forget_person(customer: Customer) -> None:
    """The record alone, without anything that says who it was."""
    customer.external_id = customer.email = customer.name = customer.contact = None
    customer.language = None
    customer.verified_at = None
    customer.erased_at = clock.now()


def note_contact(
    session: Session, customer: Customer, contact: str | None, *, actor: Actor
) -> None:
    """Keep where the customer can be reached, or nothing; it proves nothing and opens nothing.

    Who changed it is on the record, the address is not.
    """
    if customer.erased_at:
        raise RuleBroken("This customer was erased: nothing about them is kept any more.")
    words = check_contact(contact) if contact and contact.strip() else None
    if words == customer.contact:
        return
    change = "changed" if words and customer.contact else "added" if words else "removed"
    customer.contact = words
    audit.record(session, actor, audit.Change("customer", customer.id, f"contact {change}"))


def learn_contact(
    session: Session, customer_id: UUID, contact: str | None, *, actor: Actor
) -> None:
    """What a customer said elsewhere about reaching them, if nothing better is known."""
    customer = get_customer(session, customer_id)
    known = customer.verified or customer.contact
    if not known and contact and reaches(contact):
        note_contact(session, customer, contact, actor=actor)


def _forget_contacts(session: Session, email: str) -> None:
    """Nobody named this address as theirs."""
    named = select(Customer).where(Customer.contact.icontains(email, autoescape=True))
    for customer in session.scalars(named):
        if email in emails_in(customer.contact):
            customer.contact = None


def _visitors_of(session: Session, customer: Customer) -> list[Customer]:
    """Everybody who turned out to be this customer, at whatever remove."""
    found: list[Customer] = []
    ids = [customer.id]
    while ids:
        newest = session.scalars(select(Customer).where(Customer.merged_into_id.in_(ids))).all()
        found += newest
        ids = [person.id for person in newest]
    return found


def _of_address(session: Session, email: str) -> Customer | None:
    """Whose address it is; until this transaction ends nobody else can become that customer."""
    one_at_a_time(session, email)
    return session.scalar(select(Customer).where(Customer.email == email))


def _become(session: Session, visitor: Customer, known: Customer | None) -> Customer:
    """The known customer into whom the visitor is merged, or the visitor when nobody is known."""
    if known is None or known is visitor:
        return visitor
    visitor.merged_into_id = known.id
    known.contact = known.contact or visitor.contact
    known.language = known.language or visitor.language
    change = audit.Change("customer", visitor.id, "merged", after={"into": str(known.id)})
    audit.record(session, SYSTEM, change)
    events.publish(session, events.CustomerMerged(visitor.id, known.id))
    return known
