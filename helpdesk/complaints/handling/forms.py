"""What the forms of a complaint's page say, checked and put into plain values."""

from collections.abc import Mapping

from helpdesk.complaints.handling.assessing import Judgement
from helpdesk.complaints.handling.deciding import (
    Conclusion,
    Found,
    NotInvestigated,
    Proposal,
)
from helpdesk.complaints.handling.rules import (
    DisputeMethod,
    Ending,
    Investigation,
    Nature,
    Reply,
    Verdict,
    cost_in,
    severity_in,
)
from helpdesk.complaints.rules import ComplaintRefused
from helpdesk.feedback.rules import FeedbackKind
from helpdesk.languages.catalogues import N_
from helpdesk.web.forms import Choice, chosen, id_of

Form = Mapping[str, str]


def judgement_in(form: Form) -> Judgement:
    """How serious somebody finds it."""
    return Judgement(
        nature=_chosen(form, "nature", Nature, N_("Say what the complaint is about.")),
        severity=severity_in(form.get("severity", "")),
        investigation=_chosen(
            form, "investigation", Investigation, N_("Say how thoroughly it is looked into.")
        ),
        safety="safety" in form,
        legal="legal" in form,
        vulnerable="vulnerable" in form,
        subject_id=id_of(form["subject"]) if form.get("subject") else None,
    )


def proposal_in(form: Form) -> Proposal:
    """What the customer is to be told."""
    return Proposal(
        verdict=_chosen(form, "verdict", Verdict, N_("Say whether the customer is right.")),
        words=form.get("words", ""),
        remedy=form.get("remedy", ""),
        cost=cost_in(form.get("cost", "")),
    )


def conclusion_in(form: Form) -> Conclusion | None:
    """What the response rests on; None where the form does not ask, or nobody chose."""
    violated, basis = form.get("violated"), _basis_in(form)
    if basis is None or violated not in {"yes", "no"}:
        return None
    return Conclusion(basis, violated == "yes", form.get("violation_reason", ""))


def reply_in(form: Form) -> Reply:
    """What the complainant says to the decision."""
    return _chosen(form, "reply", Reply, N_("Choose whether the decision is accepted."))


def ending_in(form: Form) -> Ending:
    """Why it is closed."""
    return _chosen(form, "ending", Ending, N_("Choose why the complaint is closed."))


def method_in(form: Form) -> DisputeMethod:
    """How the body outside deals with it."""
    return _chosen(form, "method", DisputeMethod, N_("Choose how the body outside deals with it."))


def kind_in(form: Form) -> FeedbackKind:
    """What it is instead of a complaint."""
    return _chosen(form, "kind", FeedbackKind, N_("Choose what it is instead of a complaint."))


def _basis_in(form: Form) -> Found | NotInvestigated | None:
    if "findings" in form:
        return Found(form["findings"], form.get("cause", ""))
    if "not_needed" in form:
        return NotInvestigated(form["not_needed"], form.get("similar", ""))
    return None


def _chosen(form: Form, name: str, choices: type[Choice], otherwise: str) -> Choice:
    """The choice that was made; raise ComplaintRefused, which asks for it, for none."""
    made = chosen(form.get(name), choices)
    if made is None:
        raise ComplaintRefused(otherwise)
    return made
