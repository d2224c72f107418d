"""Which customer this browser belongs to, apart from any agent who is signed in."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from flask import g, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database
from helpdesk.authentication import sign_ins
from helpdesk.authentication.sign_ins import SignIn
from helpdesk.customers.models import Customer
from helpdesk.customers.service import get_customer
from helpdesk.languages.catalogues import current
from helpdesk.languages.negotiation import choose, chosen
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotSignedIn
from helpdesk.web.security import is_below

P = ParamSpec("P")
R = TypeVar("R")
SIGN_IN, ASKED_BY = "customer_sign_in", "browser"


def requested_by() -> str:
    """A name for this browser, so that a code works only where it was asked for."""
    if ASKED_BY not in cookie:
        cookie[ASKED_BY] = secrets.token_urlsafe(16)
    return f"browser:{cookie[ASKED_BY]}"


def sign_in(customer: Customer) -> None:
    """Remember the customer who proved their address here, and nobody who did so before."""
    sign_out()
    cookie[SIGN_IN] = sign_ins.begin(
        database(),
        Actor.customer(customer.id),
        user_agent=request.user_agent.string,
        address=request.remote_addr or "",
    )
    cookie.permanent = True
    customer.language = customer.language or current()
    if chosen() is None:
        choose(customer.speaks)


def sign_out() -> None:
    """End the customer's sign-in in this browser; an agent who is signed in stays so."""
    here = _sign_in()
    if here:
        sign_ins.end(database(), here.who, here.id)
    g.pop("customer", None)
    for key in (SIGN_IN, ASKED_BY):
        cookie.pop(key, None)


def known_customer() -> Customer | None:
    """The customer who is signed in, if anybody is."""
    if "customer" not in g:
        here = _sign_in()
        found = here and get_customer(database(), UUID(here.who.removeprefix("customer:")))
        g.customer = found
    customer: Customer | None = g.customer
    return customer


def current_sign_in() -> int | None:
    """Which of the customer's sign-ins this browser is."""
    here = _sign_in()
    return here.id if here else None


def _sign_in() -> SignIn | None:
    return sign_ins.find(database(), cookie.get(SIGN_IN))


def signed_in_customer() -> Customer:
    """The customer who is signed in, or NotSignedIn."""
    customer = known_customer()
    if customer is None:
        raise NotSignedIn("Show that the address is yours first: open My requests.")
    return customer


def customer_only(view: Callable[P, R]) -> Callable[P, R | ResponseReturnValue]:
    """A customer who proved their address; anybody else is asked to, and then comes back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | ResponseReturnValue:
        if known_customer() is None and request.method == "GET":
            return redirect(url_for("customer.sign_in", next=request.path))
        signed_in_customer()
        return view(*args, **kwargs)

    guarded._callers = "customer"  # type: ignore[attr-defined]
    return guarded


def way_back(wanted: str | None) -> str:
    """Only a page of the customer's own cases, so that nobody is sent elsewhere."""
    return wanted if wanted and is_below(wanted, "/requests", "/complaints") else "/requests"
