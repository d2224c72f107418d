"""What happens by itself on the demo's desk."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.automation.models import AutomationRule
from helpdesk.automation.rules.terms import Actions, Moment, Terms
from helpdesk.automation.service.keeping import add_rule
from helpdesk.feature import Progress
from helpdesk.macros.queries import shared
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.config import Settings
from helpdesk.tickets.conditions.rules import Conditions

MACRO = "Your plants arrived damaged"
WORDS = ("damaged", "broken", "in pieces", "crushed", "torn", "soaking", "beschädigt", "kaputt")


def bring_rules(session: Session, _settings: Settings, _progress: Progress) -> str:
    """One that answers whoever writes of damaged plants, where there is no rule."""
    macro = next((each for each in shared(session) if each.name == MACRO), None)
    if macro is None or session.scalar(select(AutomationRule.id).limit(1)) is not None:
        return "Rules unchanged."
    does = Actions(tag="damaged", answer_id=macro.id)
    terms = Terms("Damaged plants: ask how many", Moment.OPENED, Conditions(words=WORDS), does)
    add_rule(session, terms, actor=SYSTEM)
    return "One rule added."
