"""What somebody who complained is told: in the chat where they did, and by letter."""

from email.utils import make_msgid

from sqlalchemy.orm import Session

from helpdesk.authentication.tokens import hash_token, new_token
from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.handling.models import Decision
from helpdesk.complaints.handling.rules import Verdict
from helpdesk.complaints.models import Complaint
from helpdesk.conversations.bot_gateway import Content
from helpdesk.conversations.rules import Author
from helpdesk.conversations.service.messages import add_message, lock_conversation
from helpdesk.languages.catalogues import N_, gettext
from helpdesk.platform.config import Settings
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import current
from helpdesk.settings.mail import writing

FOUND = {
    Verdict.UPHELD: N_("We have decided on your complaint %(number)s: you are right."),
    Verdict.PARTLY_UPHELD: N_(
        "We have decided on your complaint %(number)s: you are partly right."
    ),
    Verdict.NOT_UPHELD: N_("We have decided on your complaint %(number)s: we see it differently."),
}


def tell(session: Session, complaint: Complaint, words: str, *, agent_id: int | None) -> str | None:
    """Say it where they complained and where they can be written to.

    Returns the id of the letter or of the message in the chat; None when there is neither.
    """
    said, letter = say_in_chat(session, complaint, words, agent_id=agent_id), None
    if complaint.email and not complaint.customer.erased_at:
        letter = make_msgid(domain="heed")
        enqueue(
            session, "mail_complaint", complaint_id=complaint.id, words=words, message_id=letter
        )
    return letter or said


def say_in_chat(
    session: Session, complaint: Complaint, words: str, *, agent_id: int | None
) -> str | None:
    """Say it where they complained; returns the message's id, None where there is no chat."""
    if complaint.conversation_id is None or complaint.customer.erased_at:
        return None
    conversation = lock_conversation(session, complaint.conversation_id)
    author = Author.AGENT if agent_id else Author.SYSTEM
    message = add_message(session, conversation, author, Content(words), agent_id=agent_id)
    return f"message:{message.id}"


def can_be_told(complaint: Complaint) -> bool:
    """Is there a chat or an address to tell them anything?"""
    known = complaint.conversation_id is not None or complaint.email is not None
    return known and complaint.customer.erased_at is None


def taken_on_words(complaint: Complaint, name: str) -> str:
    """Who takes care of it."""
    with writing(complaint.customer.speaks):
        return gettext(
            "%(name)s takes care of your complaint %(number)s.",
            name=name,
            number=complaint.number,
        )


def decision_words(complaint: Complaint, decision: Decision, link: str) -> str:
    """The decision with its reason, and the ways on."""
    with writing(complaint.customer.speaks):
        found = gettext(FOUND[decision.verdict], number=complaint.number)
        remedy = gettext("What we do: %(remedy)s", remedy=decision.remedy or "")
        parts = [found, decision.words, *([remedy] if decision.remedy else []), ways_on(link)]
        return "\n\n".join(parts)


def escalated_words(complaint: Complaint, name: str) -> str:
    """Who decides anew, and where else they may turn to."""
    with writing(complaint.customer.speaks):
        words = gettext(
            "You do not accept our decision on your complaint %(number)s. %(name)s, who had "
            "nothing to do with it so far, looks at it again and decides anew.",
            number=complaint.number,
            name=name,
        )
        return f"{words}{_elsewhere()}"


def ways_on(link: str) -> str:
    """How they accept or reject the decision, and where else they may turn to."""
    answer = gettext(
        "Tell us whether you accept this: %(link)s If you do not, somebody who had nothing to do "
        "with it so far decides anew.",
        link=link,
    )
    return f"{answer}{_elsewhere()}"


def _elsewhere() -> str:
    """A paragraph on the body outside, where the settings name one."""
    outside = current(Complaints).outside
    if not outside:
        return ""
    words = gettext("You may also turn to somebody independent of us: %(outside)s", outside=outside)
    return f"\n\n{words}"


def hand_out_link(decision: Decision) -> str:
    """The address at which this decision is accepted or rejected; an earlier one is worth nothing.

    Only a digest of its secret is kept.
    """
    token = new_token()
    decision.token_hash = hash_token(token)
    return f"{Settings.from_env().base_url}/complaints/answer/{token}"
