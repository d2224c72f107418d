"""Every form of console and portal, filled in, in an order in which each can be sent."""

from sqlalchemy.orm import Session

from helpdesk.feedback.queries import decisions_of
from tests.make import make_agent, make_article, make_feedback, make_message, make_ticket
from tests.people import Customer

Forms = list[tuple[str, dict[str, str]]]


def fill_in(session: Session, alice: Customer) -> Forms:
    """Where each is posted to, and what is typed; an admin may send them all."""
    ticket, article = make_ticket(session), make_article(session)
    draft = make_article(session, "Refund an item", published=False)
    make_message(session, alice.conversation, "Can I return an item?")
    finn = make_agent(session, name="Finn")
    room = f"/console/conversations/{alice.conversation.id}"
    place, page = f"/console/tickets/{ticket.number}", f"/console/articles/{article.id}"
    feedback = make_feedback(session)
    decided = decisions_of(session, feedback)[0]
    session.commit()
    return [
        (f"{room}/take", {}),
        (f"{room}/messages", {"text": "Hello"}),
        (f"{room}/messages", {"text": "Watch out", "kind": "note"}),
        (f"{room}/articles", {"article_id": str(article.id)}),
        (f"{room}/articles/{article.id}/remove", {}),
        (f"{room}/hand-back", {}),
        (f"{room}/resolve", {}),
        (f"/console/tickets/from-conversation/{alice.conversation.id}",
         {"subject": "A pot", "text": "Send a new one"}),
        (f"{place}/assignee", {"agent": str(finn.id), "seen": ""}),
        (f"{place}/priority", {"priority": "high", "seen": "normal"}),
        (f"{place}/entries", {"text": "On it"}),
        (f"{place}/articles", {"article_id": str(article.id)}),
        (f"{place}/articles/{article.id}/remove", {}),
        (f"{place}/state", {"state": "resolved", "seen": "open"}),
        ("/console/articles/new", {"title": "Pots", "body": "Round."}),
        ("/console/articles/preview", {"body": "Round."}),
        (f"{page}/edit", {"title": "Return it", "body": "In 60 days.", "version": "1"}),
        (f"/help/{article.slug}/rating", {"helpful": "yes"}),
        (f"{page}/archive", {"version": "2", "state": "published"}),
        (f"/console/articles/{draft.id}/publish", {"version": "1", "state": "draft"}),
        (f"/console/feedback/{feedback.number}/triage",
         {"decision": "no_action", "reason": "Thanks", "seen": str(decided.id)}),
        ("/console/settings/tokens", {"name": "Till", "days": "90"}),
        ("/console/settings/agents",
         {"name": "Zoe", "email": "zoe@desk.example", "role": "agent"}),
        (f"/console/settings/agents/{finn.id}/deactivate", {}),
        (f"/console/customers/{alice.id}/erase", {"confirmation": "ERASE"}),
        ("/requests/new", {"subject": "s", "text": "t", "email": "a@example.org"}),
        ("/complaints/new", {"what_happened": "It broke"}),
        ("/requests/sign-in", {"email": "alice@example.org"}),
    ]  # fmt: skip
