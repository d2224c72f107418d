"""Customers sign in to the portal with a one-time code, and out again."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, public
from helpdesk.authentication import sign_ins
from helpdesk.authentication.familiar import familiar_browser, remember_browser
from helpdesk.authentication.pauses import network_of
from helpdesk.customers import browser
from helpdesk.customers.codes import Asker, check_code, send_code
from helpdesk.customers.service import check_address, customer_with_email
from helpdesk.languages import negotiation
from helpdesk.languages.catalogues import N_, gettext
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken, TooSoon
from helpdesk.web.forms import Typed
from helpdesk.web.presentation import address_of, page_of_ours
from helpdesk.web.submissions import repeatable

blueprint = Blueprint("customer", __name__)
PENDING = "signing_in"
LONGEST_CODE = 20
WRONG_CODE = N_("This is not the code we sent. Check the newest message, or send a new code.")


@blueprint.get("/requests/sign-in")
@public
def sign_in() -> str:
    """Which address is yours?"""
    return _ask_address(Typed())


@blueprint.post("/requests/sign-in")
@public
def send() -> ResponseReturnValue:
    """Send a code; what the page says never depends on whether we know the address."""
    typed = Typed(request.form)
    session = database()
    typed.check("email", lambda email: check_address(session, email))
    if typed.faults:
        return _ask_address(typed), 422
    email = check_address(session, typed["email"])
    try:
        send_code(session, purpose=_purpose(email), email=email, asker=_asker(email))
    except TooSoon as refusal:
        typed.faults["email"] = str(refusal)
        return _ask_address(typed), refusal.status, refusal.headers
    cookie[PENDING] = {"email": email, "next": browser.way_back(typed["next"])}
    return redirect(url_for("customer.code"), 303)


@blueprint.get("/requests/code")
@public
def code() -> ResponseReturnValue:
    """The form for the code."""
    if PENDING not in cookie:
        return redirect(url_for("customer.sign_in"))
    return _ask_code(Typed())


@blueprint.post("/requests/code")
@public
def enter() -> ResponseReturnValue:
    """Try the code; the right one proves the address. Wrong ones count, so they are kept."""
    pending = cookie.get(PENDING)
    if not pending:
        return redirect(url_for("customer.sign_in"), 303)
    typed, email = Typed(request.form), pending["email"]
    proven, _left = check_code(
        database(),
        purpose=_purpose(email),
        asker=_asker(email),
        code=typed["code"].replace(" ", "")[:LONGEST_CODE],
    )
    if proven is None:
        typed.faults["code"] = gettext(WRONG_CODE)
        return _ask_code(typed), 422
    cookie.pop(PENDING)
    browser.sign_in(customer_with_email(database(), proven))
    remember_browser(_customer(proven))
    return redirect(browser.way_back(pending["next"]), 303)


@blueprint.post("/requests/sign-ins/here/end")
@public
def leave() -> ResponseReturnValue:
    """End the customer's sign-in in this browser."""
    browser.sign_out()
    return redirect(address_of("help"), 303)


@blueprint.post("/requests/sign-ins/<int:sign_in_id>/end")
@browser.customer_only
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """One of the customer's own browsers is signed out."""
    sign_ins.end(database(), Actor.customer(browser.signed_in_customer().id), sign_in_id)
    return redirect(address_of("my_cases"), 303)


@blueprint.post("/requests/sign-ins/end")
@browser.customer_only
def end_sign_ins() -> ResponseReturnValue:
    """Every browser of the customer's is signed out, this one too."""
    sign_ins.end_all(database(), Actor.customer(browser.signed_in_customer().id))
    return redirect(url_for("customer.sign_in"), 303)


@blueprint.post("/language")
@public
@repeatable
def choose_language() -> ResponseReturnValue:
    """Speak another language from now on, wherever the customer is signed in."""
    language = negotiation.known(request.form.get("language"))
    if language is None:
        raise RuleBroken("Choose one of those that this page offers.")
    negotiation.choose(language)
    customer = browser.known_customer()
    if customer:
        customer.language = language
    return redirect(page_of_ours(request.form.get("next")), 303)


def _asker(email: str) -> Asker:
    """This browser, for whoever asks in it for a code to the address."""
    network = network_of(request.remote_addr)
    return Asker(browser.requested_by(), network, familiar_browser(_customer(email)))


def _customer(email: str) -> str:
    return f"customer:{email}"


def _purpose(email: str) -> str:
    return f"sign-in:{email}"


def _ask_address(typed: Typed) -> str:
    wanted = typed["next"] or request.args.get("next")
    return render_template(
        "portal/customers/sign_in.html", typed=typed, next=browser.way_back(wanted)
    )


def _ask_code(typed: Typed) -> str:
    return render_template(
        "portal/customers/code.html", typed=typed, email=cookie[PENDING]["email"]
    )
