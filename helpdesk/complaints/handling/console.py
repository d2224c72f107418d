"""What people do on the page of a complaint; a refusal keeps everything that was typed."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import EDITORS
from helpdesk.accounts.service import get_agent
from helpdesk.complaints.handling import (
    answering,
    assessing,
    deciding,
    ending,
    forms,
    page,
)
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.service import get_complaint, hold_complaint
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import HelpdeskError
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("complaint_steps", __name__, url_prefix="/console/complaints")
Act = Callable[[Complaint, Agent], object]


@blueprint.post("/<number>/take-on")
@staff()
def take_on(number: str) -> ResponseReturnValue:
    """I answer for it from now on."""
    return _do(number, lambda complaint, me: assessing.take_on(database(), complaint, me))


@blueprint.post("/<number>/unreachable")
@staff()
def unreachable(number: str) -> ResponseReturnValue:
    """Nobody can be told that it arrived."""
    reason = request.form.get("reason", "")
    return _do(
        number, lambda complaint, me: assessing.mark_unreachable(database(), complaint, reason, me)
    )


@blueprint.post("/<number>/assess")
@staff()
def assess(number: str) -> ResponseReturnValue:
    """How serious it is."""
    return _do(
        number,
        lambda complaint, me: assessing.assess(
            database(), complaint, forms.judgement_in(request.form), me
        ),
    )


@blueprint.post("/<number>/investigate")
@staff()
def investigate(number: str) -> ResponseReturnValue:
    """Somebody looks into it."""

    def act(complaint: Complaint, me: Agent) -> None:
        who = get_agent(database(), id_of(request.form.get("investigator")))
        assessing.investigate(database(), complaint, who, actor=Actor.agent(me.id))

    return _do(number, act)


@blueprint.post("/<number>/propose")
@staff()
def propose(number: str) -> ResponseReturnValue:
    """A response, with what it rests on."""
    form = request.form
    return _do(
        number,
        lambda complaint, me: deciding.propose(
            database(),
            complaint,
            forms.proposal_in(form),
            me,
            forms.conclusion_in(form),
        ),
    )


@blueprint.post("/<number>/send-back")
@staff()
def send_back(number: str) -> ResponseReturnValue:
    """Not like this."""
    reason = request.form.get("reason", "")
    return _do(number, lambda complaint, me: deciding.send_back(database(), complaint, reason, me))


@blueprint.post("/<number>/approve")
@staff()
def approve(number: str) -> ResponseReturnValue:
    """Like this."""
    return _do(number, lambda complaint, me: deciding.approve(database(), complaint, me))


@blueprint.post("/<number>/tell")
@staff()
def communicate(number: str) -> ResponseReturnValue:
    """The customer hears the decision."""
    otherwise = request.form.get("otherwise", "")
    return _do(
        number, lambda complaint, me: deciding.communicate(database(), complaint, me, otherwise)
    )


@blueprint.post("/<number>/progress")
@staff()
def tell_progress(number: str) -> ResponseReturnValue:
    """The customer hears how it stands."""
    words = request.form.get("words", "")
    return _do(number, lambda complaint, me: ending.tell_progress(database(), complaint, words, me))


@blueprint.post("/<number>/remind")
@staff()
def remind(number: str) -> ResponseReturnValue:
    """The customer is asked once more."""
    return _do(
        number, lambda complaint, me: answering.remind(database(), complaint, agent_id=me.id)
    )


@blueprint.post("/<number>/reply")
@staff()
def note_reply(number: str) -> ResponseReturnValue:
    """What the customer told somebody of the desk about the decision."""
    return _do(
        number,
        lambda complaint, me: answering.reply(
            database(),
            complaint,
            forms.reply_in(request.form),
            request.form.get("words", ""),
            actor=Actor.agent(me.id),
        ),
    )


@blueprint.post("/<number>/escalate")
@staff(EDITORS)
def escalate(number: str) -> ResponseReturnValue:
    """Somebody who had no part in it decides anew."""

    def act(complaint: Complaint, me: Agent) -> None:
        who = get_agent(database(), id_of(request.form.get("owner")))
        answering.escalate(database(), complaint, who, actor=Actor.agent(me.id))

    return _do(number, act)


@blueprint.post("/<number>/outside")
@staff()
def refer_outside(number: str) -> ResponseReturnValue:
    """A body outside deals with it."""
    provider = request.form.get("provider", "")
    return _do(
        number,
        lambda complaint, me: answering.refer_outside(
            database(), complaint, provider, forms.method_in(request.form), me
        ),
    )


@blueprint.post("/<number>/outcome")
@staff()
def conclude_dispute(number: str) -> ResponseReturnValue:
    """What the body outside came to, and what follows."""
    form = request.form
    return _do(
        number,
        lambda complaint, me: deciding.conclude_dispute(
            database(), complaint, form.get("outcome", ""), forms.proposal_in(form), me
        ),
    )


@blueprint.post("/<number>/close")
@staff()
def close(number: str) -> ResponseReturnValue:
    """The end."""
    return _do(
        number,
        lambda complaint, me: ending.close(
            database(), complaint, forms.ending_in(request.form), me
        ),
    )


@blueprint.post("/<number>/withdraw")
@staff()
def withdraw(number: str) -> ResponseReturnValue:
    """The customer took it back, and told somebody of the desk."""
    evidence = request.form.get("evidence", "")
    return _do(
        number,
        lambda complaint, me: ending.withdraw(
            database(), complaint, evidence, actor=Actor.agent(me.id)
        ),
    )


@blueprint.post("/<number>/reopen")
@staff()
def reopen(number: str) -> ResponseReturnValue:
    """Something is new."""
    fact = request.form.get("fact", "")
    return _do(
        number,
        lambda complaint, me: ending.reopen(database(), complaint, fact, actor=Actor.agent(me.id)),
    )


@blueprint.post("/<number>/reclassify")
@staff()
def ask_to_reclassify(number: str) -> ResponseReturnValue:
    """This is no complaint, somebody holds."""
    form = request.form
    return _do(
        number,
        lambda complaint, me: ending.ask_to_reclassify(
            database(), complaint, forms.kind_in(form), form.get("reason", ""), me
        ),
    )


@blueprint.post("/<number>/reclassify/answer")
@staff()
def answer_reclassification(number: str) -> ResponseReturnValue:
    """The second person agrees, or does not."""
    agrees = request.form.get("agrees") == "yes"
    return _do(
        number,
        lambda complaint, me: ending.answer_reclassification(
            database(), complaint, me, agrees=agrees
        ),
    )


def _do(number: str, act: Act) -> ResponseReturnValue:
    """Do it to the complaint as its page showed it."""
    try:
        complaint = hold_complaint(database(), number, seen=id_of(request.form.get("seen")))
        act(complaint, current_agent())
    except HelpdeskError as fault:
        database().rollback()
        return refused(fault, _page(get_complaint(database(), number), str(fault)))
    return redirect(url_for("complaints.show", number=complaint.number), 303)


def _page(complaint: Complaint, fault: str | None = None) -> str:
    return render_template(
        "console/complaints/show.html",
        fault=fault,
        typed=request.form if fault else {},
        me=current_agent(),
        **page.shown(database(), complaint),
    )
