"""What the demo desk wants to know about its tickets, and the steps that it must not forget."""

from sqlalchemy.orm import Session

from helpdesk.feature import Progress
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.config import Settings
from helpdesk.tickets.checklists.queries import templates
from helpdesk.tickets.checklists.service import add_template
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.tickets.fields.rules import Asked, FieldKind, Terms, When
from helpdesk.tickets.fields.service import add_field

PLANTS = ("Boston fern", "Fig tree", "Lavender", "Monstera", "Olive tree")
REFUND = (
    "Ask for a picture of the damage",
    "Refund the amount",
    "Note the amount in the field",
    "Tell the customer when it arrives",
)


def bring_fields(session: Session, _settings: Settings, _progress: Progress) -> str:
    """Three fields, where there are none."""
    if all_fields(session):
        return "Fields unchanged."
    known = {str(branch): branch.id for branch in tree(session)}
    order = Terms(
        name="Order number", help="It stands on the invoice, such as F-40217.", asked=Asked.MAY
    )
    plant = Terms(
        name="Plant",
        kind=FieldKind.CHOICE,
        choices=PLANTS,
        shown_when=_in(known, "Plants and care", "Delivery / Damaged"),
    )
    amount = Terms(
        name="Refund amount",
        kind=FieldKind.DECIMAL_NUMBER,
        help="In the currency of the invoice.",
        shown_when=_in(known, "Payment / Refund", "Returns"),
    )
    for terms in (order, plant, amount):
        add_field(session, terms, actor=SYSTEM)
    return "3 fields of tickets added."


def bring_checklist(session: Session, _settings: Settings, _progress: Progress) -> str:
    """How a refund goes, where there is no checklist."""
    if templates(session):
        return "Checklists unchanged."
    add_template(session, "Refund", "\n".join(REFUND), actor=SYSTEM)
    return "1 checklist added."


def _in(known: dict[str, int], *paths: str) -> When:
    return When(categories=frozenset(known[path] for path in paths if path in known))
