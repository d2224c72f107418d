"""A program takes a step of a complaint, as a person does on its page."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal

from apiflask import APIBlueprint
from flask import g
from pydantic import BaseModel, ConfigDict, Field, RootModel
from sqlalchemy.orm import Session

from helpdesk.accounts.auth import database, program
from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import EDITORS, require
from helpdesk.accounts.service import get_agent
from helpdesk.complaints.agents_api.schemas import WholeComplaint, whole
from helpdesk.complaints.handling import answering, assessing, deciding, ending, rules
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.service import hold_complaint
from helpdesk.feedback.rules import FeedbackKind
from helpdesk.platform.audit import Actor

blueprint = APIBlueprint(
    "complaint_steps_api", __name__, url_prefix="/api/v1/complaints", tag="Complaints"
)
Words = Annotated[str, Field(max_length=20_000)]
Money = Annotated[Decimal, Field(ge=0, le=rules.DEAREST, decimal_places=2)]


class Taken(BaseModel):
    """A step; `seen` is the version that the program read, without which it asks nothing."""

    model_config = ConfigDict(extra="forbid")
    seen: int | None = None


class TakeOn(Taken):
    """The token's agent answers for it."""

    step: Literal["take_on"]


class Assess(Taken):
    """How serious it is."""

    step: Literal["assess"]
    nature: rules.Nature
    severity: int = Field(ge=1, le=5)
    investigation: rules.Investigation
    safety: bool = False
    legal: bool = False
    vulnerable: bool = False
    subject_id: int | None = None


class Investigate(Taken):
    """Somebody looks into it."""

    step: Literal["investigate"]
    investigator_id: int


class Propose(Taken):
    """A response, with findings and cause or the reason why nobody looked into it."""

    step: Literal["propose"]
    verdict: rules.Verdict
    words: Words
    remedy: Words = ""
    cost: Money = Decimal(0)
    findings: Words | None = None
    cause: Words = ""
    not_needed_because: Words | None = None
    similar: Annotated[str, Field(max_length=50)] = ""
    violated: bool | None = None
    violation_reason: Words = ""


class SendBack(Taken):
    """The proposal has to be different."""

    step: Literal["send_back"]
    reason: Words


class Approve(Taken):
    """The token's agent approves the proposal."""

    step: Literal["approve"]


class Tell(Taken):
    """The customer hears the decision."""

    step: Literal["tell"]
    otherwise: Words = ""


class TellProgress(Taken):
    """The customer hears how it stands."""

    step: Literal["tell_progress"]
    words: Words


class Remind(Taken):
    """The customer is asked once more."""

    step: Literal["remind"]


class NoteReply(Taken):
    """What the customer said to the decision."""

    step: Literal["note_reply"]
    reply: rules.Reply
    words: Words = ""


class Escalate(Taken):
    """Somebody who had no part in it decides anew."""

    step: Literal["escalate"]
    owner_id: int


class ReferOutside(Taken):
    """A body outside deals with it."""

    step: Literal["refer_outside"]
    provider: Words
    method: rules.DisputeMethod


class Close(Taken):
    """The end."""

    step: Literal["close"]
    ending: rules.Ending


class Withdraw(Taken):
    """The customer took it back."""

    step: Literal["withdraw"]
    evidence: Words


class Reopen(Taken):
    """Something is new."""

    step: Literal["reopen"]
    fact: Words


class Reclassify(Taken):
    """The token's agent holds it to be no complaint; somebody else has to agree."""

    step: Literal["reclassify"]
    kind: FeedbackKind
    reason: Words


class AnswerReclassification(Taken):
    """The second person agrees, or does not."""

    step: Literal["answer_reclassification"]
    agrees: bool


AnyStep = (
    TakeOn | Assess | Investigate | Propose | SendBack | Approve | Tell | TellProgress | Remind
    | NoteReply | Escalate | ReferOutside | Close | Withdraw | Reopen | Reclassify
    | AnswerReclassification
)  # fmt: skip


class Step(RootModel[Annotated[AnyStep, Field(discriminator="step")]]):
    """Which step, and what it needs."""


@blueprint.post("/<number>/steps")
@program()
@blueprint.input(Step)
@blueprint.output(WholeComplaint)
def take(number: str, json_data: Step) -> WholeComplaint:
    """Take a step; one that may not follow or lacks something is refused with what is missing."""
    session, wanted = database(), json_data.root
    complaint = hold_complaint(session, number, seen=wanted.seen)
    TAKE[type(wanted)](session, complaint, wanted, g.agent)
    return whole(session, complaint)


def _assess(session: Session, complaint: Complaint, wanted: Assess, me: Agent) -> None:
    named = wanted.model_dump(exclude={"step", "seen"})
    if wanted.subject_id is not None:
        get_agent(session, wanted.subject_id)
    assessing.assess(session, complaint, assessing.Judgement(**named), me)


def _investigate(session: Session, complaint: Complaint, wanted: Investigate, me: Agent) -> None:
    who = get_agent(session, wanted.investigator_id)
    assessing.investigate(session, complaint, who, actor=Actor.agent(me.id))


def _propose(session: Session, complaint: Complaint, wanted: Propose, me: Agent) -> None:
    proposal = deciding.Proposal(wanted.verdict, wanted.words, wanted.remedy, wanted.cost)
    deciding.propose(session, complaint, proposal, me, _conclusion(wanted))


def _conclusion(wanted: Propose) -> deciding.Conclusion | None:
    basis: deciding.Found | deciding.NotInvestigated
    if wanted.findings is not None:
        basis = deciding.Found(wanted.findings, wanted.cause)
    elif wanted.not_needed_because is not None:
        basis = deciding.NotInvestigated(wanted.not_needed_because, wanted.similar)
    else:
        return None
    if wanted.violated is None:
        return None
    return deciding.Conclusion(basis, wanted.violated, wanted.violation_reason)


def _escalate(session: Session, complaint: Complaint, wanted: Escalate, me: Agent) -> None:
    require(me.role, EDITORS)
    owner = get_agent(session, wanted.owner_id)
    answering.escalate(session, complaint, owner, actor=Actor.agent(me.id))


TAKE: dict[type, Callable[..., object]] = {
    TakeOn: lambda s, c, _, me: assessing.take_on(s, c, me),
    Assess: _assess,
    Investigate: _investigate,
    Propose: _propose,
    SendBack: lambda s, c, w, me: deciding.send_back(s, c, w.reason, me),
    Approve: lambda s, c, _, me: deciding.approve(s, c, me),
    Tell: lambda s, c, w, me: deciding.communicate(s, c, me, w.otherwise),
    TellProgress: lambda s, c, w, me: ending.tell_progress(s, c, w.words, me),
    Remind: lambda s, c, _, me: answering.remind(s, c, agent_id=me.id),
    NoteReply: lambda s, c, w, me: answering.reply(
        s, c, w.reply, w.words, actor=Actor.agent(me.id)
    ),
    Escalate: _escalate,
    ReferOutside: lambda s, c, w, me: answering.refer_outside(s, c, w.provider, w.method, me),
    Close: lambda s, c, w, me: ending.close(s, c, w.ending, me),
    Withdraw: lambda s, c, w, me: ending.withdraw(s, c, w.evidence, actor=Actor.agent(me.id)),
    Reopen: lambda s, c, w, me: ending.reopen(s, c, w.fact, actor=Actor.agent(me.id)),
    Reclassify: lambda s, c, w, me: ending.ask_to_reclassify(s, c, w.kind, w.reason, me),
    AnswerReclassification: lambda s, c, w, me: ending.answer_reclassification(
        s, c, me, agrees=w.agrees
    ),
}
