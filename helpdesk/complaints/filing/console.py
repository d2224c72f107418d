"""The form by which people of the desk file what they were told, wherever that was."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.complaints.filing.queries import Origin, Said, origin_of, said_at
from helpdesk.complaints.filing.rules import check_name, received_in, way_in, ways_from, words_of
from helpdesk.complaints.filing.service import complainant, file_complaint
from helpdesk.complaints.rules import check_complaint
from helpdesk.complaints.service import Grievance
from helpdesk.customers.rules import check_contact_if_any
from helpdesk.languages.formats import zone
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.web.forms import Typed
from helpdesk.web.submissions import said_once, submission

blueprint = Blueprint("complaint_filing", __name__, url_prefix="/console/complaints")


@blueprint.get("/new")
@staff()
def new() -> str:
    """The form, with what the customer wrote there and how to reach them."""
    origin = _origin()
    said = said_at(database(), origin)
    typed = Typed({"contact": origin.contact, "channel": origin.way or ""})
    return _form(origin, typed, said, {each.key for each in said})


@blueprint.post("/new")
@staff()
@said_once
def file() -> ResponseReturnValue:
    """File it; a refusal keeps everything that was typed and chosen."""
    origin, typed = _origin(), Typed(request.form)
    said, chosen = said_at(database(), origin), set(request.form.getlist("said"))
    own = [each.text for each in said if each.key in chosen]
    typed.check("what_happened", lambda added: check_complaint(words_of(own, added)))
    typed.check("channel", lambda way: way_in(way, origin.way))
    typed.check("received_at", lambda moment: received_in(moment, zone(), clock.now()))
    typed.check("contact", check_contact_if_any)
    typed.check("name", check_name)
    if typed.faults:
        return _form(origin, typed, said, chosen), 422
    customer = complainant(database(), origin, typed["contact"], typed["name"])
    actor = Actor.agent(current_agent().id)
    complaint = file_complaint(database(), customer, _told(origin, typed, own), actor=actor)
    return redirect(url_for("complaints.show", number=complaint.number), 303)


def _origin() -> Origin:
    return origin_of(database(), request.args.get("conversation"), request.args.get("ticket"))


def _told(origin: Origin, typed: Typed, own: list[str]) -> Grievance:
    return Grievance(
        what_happened=words_of(own, typed["what_happened"]),
        channel=way_in(typed["channel"], origin.way),
        idempotency_key=f"console:{submission()}",
        remedy_sought=typed["remedy_sought"],
        contact=typed["contact"],
        conversation_id=origin.conversation_id,
        ticket_id=origin.ticket.id if origin.ticket else None,
        received_at=received_in(typed["received_at"], zone(), clock.now()),
    )


def _form(origin: Origin, typed: Typed, said: list[Said], chosen: set[str]) -> str:
    return render_template(
        "console/complaints/new.html",
        origin=origin,
        typed=typed,
        said=said,
        chosen=chosen,
        ways=ways_from(origin.way),
    )
