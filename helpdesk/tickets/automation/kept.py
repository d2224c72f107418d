"""A rule as it is kept, read as it was typed."""

from helpdesk.platform.db import Json
from helpdesk.tickets.automation.models import AutomationRule
from helpdesk.tickets.automation.rules import Actions, Conditions, Due, Terms
from helpdesk.tickets.fields.rules import comparison_in
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.web.forms import chosen


def terms_of(rule: AutomationRule) -> Terms:
    """The rule as it was typed."""
    asked, does = rule.conditions, rule.actions
    conditions = Conditions(
        state=chosen(asked.get("state"), TicketState),
        priority=chosen(asked.get("priority"), Priority),
        type=chosen(asked.get("type"), TicketType),
        category_id=asked.get("category_id"),
        tag=asked.get("tag", ""),
        words=tuple(asked.get("words", ())),
        unassigned=bool(asked.get("unassigned")),
        field=comparison_in(*_question(asked.get("field"))),
        channel=asked.get("channel", ""),
        domains=tuple(asked.get("domains", ())),
        language=asked.get("language", ""),
        agent_id=asked.get("agent_id"),
        team_id=asked.get("team_id"),
        due=chosen(asked.get("due"), Due),
        age=asked.get("age", 0),
        replies=asked.get("replies", 0),
        score=asked.get("score", 0),
    )
    actions = Actions(
        category_id=does.get("category_id"),
        priority=chosen(does.get("priority"), Priority),
        tag=does.get("tag", ""),
        team_id=does.get("team_id"),
        agent_id=does.get("agent_id"),
        note=does.get("note", ""),
        snooze=does.get("snooze", 0),
        tell_id=does.get("tell_id"),
    )
    return Terms(rule.name, rule.moment, conditions, actions, rule.hours, rule.stops)


def _question(kept: Json | None) -> tuple[str, str, str]:
    """A comparison of a field as a form says it."""
    return (str(kept["field_id"]), kept["operator"], kept["typed"]) if kept else ("", "", "")
