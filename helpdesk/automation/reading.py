"""A rule of automation as a form says it, and as it is kept."""

from helpdesk.automation.models import AutomationRule
from helpdesk.automation.rules.terms import Actions, Moment, Terms
from helpdesk.tickets.conditions.reading import (
    Form,
    conditions_in,
    conditions_of,
    id_in,
    number_in,
)
from helpdesk.tickets.rules import Priority
from helpdesk.web.forms import chosen


def terms_in(form: Form) -> Terms:
    """What was typed; a choice that there is not is none."""
    return Terms(
        form.get("name", ""),
        chosen(form.get("moment"), Moment) or Moment.OPENED,
        conditions_in(form),
        _actions(form),
        number_in(form, "hours"),
        stops=form.get("stops") == "1",
    )


def terms_of(rule: AutomationRule) -> Terms:
    """The rule as it was typed."""
    does = rule.actions
    actions = Actions(
        category_id=does.get("category_id"),
        priority=chosen(does.get("priority"), Priority),
        tag=does.get("tag", ""),
        team_id=does.get("team_id"),
        agent_id=does.get("agent_id"),
        note=does.get("note", ""),
        answer_id=does.get("answer_id"),
        snooze=does.get("snooze", 0),
        tell_id=does.get("tell_id"),
    )
    conditions = conditions_of(rule.conditions)
    return Terms(rule.name, rule.moment, conditions, actions, rule.hours, rule.stops)


def _actions(form: Form) -> Actions:
    typed = form.get
    return Actions(
        category_id=id_in(form, "then_category"),
        priority=chosen(typed("then_priority"), Priority),
        tag=" ".join(typed("then_tag", "").split()).casefold(),
        team_id=id_in(form, "then_team"),
        agent_id=id_in(form, "then_agent"),
        note=typed("then_note", ""),
        answer_id=id_in(form, "then_answer"),
        snooze=number_in(form, "then_snooze"),
        tell_id=id_in(form, "then_tell"),
    )
