"""Lists that the demo's people look at all day."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.queries import first_lead
from helpdesk.accounts.rules import Whose
from helpdesk.feature import Progress
from helpdesk.platform.config import Settings
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.tickets.fields.rules import Operator
from helpdesk.tickets.views.models import TicketView
from helpdesk.tickets.views.service import keep_view

VIEWS = {
    "Mine, by date": {"holder": "me", "order": "due"},
    "Nobody has it": {"holder": "nobody", "order": "due"},
    "My teams, nobody has it": {"team": "mine", "holder": "nobody", "order": "due"},
    "Late parcels, closed": {"state": "closed", "tag": "carrier strike"},
}


def bring_views(session: Session, _settings: Settings, _progress: Progress) -> str:
    """Some for everybody, one of them with columns of its own, where there are none."""
    lead = first_lead(session)
    if lead is None or session.scalar(select(TicketView.id).limit(1)) is not None:
        return "Views unchanged."
    views = VIEWS | _with_orders(session)
    for name, asked in views.items():
        keep_view(session, name, asked, agent=lead, whose=Whose())
    return f"{len(views)} views added."


def _with_orders(session: Session) -> dict[str, dict[str, str]]:
    """What is about an order, beside its number, where the desk has a field for that."""
    found = {field.name: field for field in all_fields(session)}
    if "Order number" not in found:
        return {}
    key = found["Order number"].key
    columns = f"number,subject,customer,{key},category,state,agent,last_written"
    return {"With an order": {"field": key, "how": Operator.FILLED, "columns": columns}}
