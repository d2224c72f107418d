"""What the demo's people say often."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.queries import first_lead
from helpdesk.feature import Progress
from helpdesk.macros.models import Macro
from helpdesk.macros.rules import Where, Words
from helpdesk.macros.service import add_macro
from helpdesk.platform.config import Settings
from helpdesk.tickets.conditions.rules import Conditions
from helpdesk.tickets.rules import TicketState, TicketType

MACROS = (
    Words(
        "Ask for pictures",
        "Hello {customer},\n\nI am sorry about that. Could you send us one picture of the plants "
        "and one of the outside of the box? Then I can settle it today.\n\n{agent}, {company}",
        Where.TICKETS,
        TicketState.PENDING_CUSTOMER,
    ),
    Words(
        "New plants are on their way",
        "Hello {customer},\n\nnew plants leave tomorrow; you need not send anything back.\n\n"
        "{agent}, {company}",
        Where.TICKETS,
        TicketState.RESOLVED,
        conditions=Conditions(type=TicketType.INCIDENT),
    ),
    Words(
        "Your plants arrived damaged",
        "Hello {customer},\n\nwe are sorry about your plants. Until somebody has read {number}, "
        "please keep the plants and the box, and write on the page of your request how many of "
        "them are damaged. Then we can settle it at once.\n\n{company}",
        Where.TICKETS,
        translations={
            "de": "Guten Tag {customer},\n\nes tut uns leid um Ihre Pflanzen. Bitte bewahren Sie "
            "Pflanzen und Karton auf, bis jemand {number} gelesen hat, und schreiben Sie auf der "
            "Seite Ihrer Anfrage, wie viele beschädigt sind. Dann regeln wir es gleich.\n\n"
            "{company}"
        },
    ),
    Words("One moment", "One moment, {customer}, I am looking it up.", Where.CONVERSATIONS),
    Words(
        "Einen Moment",
        "Einen Moment, ich sehe nach.",
        Where.CONVERSATIONS,
        conditions=Conditions(language="de"),
    ),
)


def bring_macros(session: Session, _settings: Settings, _progress: Progress) -> str:
    """Some for everybody, where there are none."""
    lead = first_lead(session)
    if lead is None or session.scalar(select(Macro.id).limit(1)) is not None:
        return "Macros unchanged."
    for words in MACROS:
        add_macro(session, words, agent=lead, shared=True)
    return f"{len(MACROS)} macros added."
