"""A rule as a form says it."""

from collections.abc import Mapping, Sequence

from helpdesk.languages.detection import CANDIDATES
from helpdesk.tickets.automation.rules import Actions, Conditions, Due, Moment, Terms
from helpdesk.tickets.deadlines.rules import CHANNELS
from helpdesk.tickets.describing.rules import between_commas
from helpdesk.tickets.fields.rules import comparison_in
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.tickets.satisfaction.rules import SCORES
from helpdesk.web.forms import chosen, id_of

Form = Mapping[str, str]


def terms_in(form: Form) -> Terms:
    """What was typed; a choice that there is not is none."""
    return Terms(
        form.get("name", ""),
        chosen(form.get("moment"), Moment) or Moment.OPENED,
        _conditions(form),
        _actions(form),
        _number(form, "hours"),
        stops=form.get("stops") == "1",
    )


def _conditions(form: Form) -> Conditions:
    typed = form.get
    return Conditions(
        state=chosen(typed("state"), TicketState),
        priority=chosen(typed("priority"), Priority),
        type=chosen(typed("type"), TicketType),
        category_id=_id(form, "category"),
        tag=" ".join(typed("tag", "").split()).casefold(),
        words=tuple(between_commas(typed("words", ""))),
        unassigned=typed("holder") == "nobody",
        field=comparison_in(*(typed(name, "") for name in ("field", "how", "value"))),
        channel=_one_of(CHANNELS, form, "channel"),
        domains=tuple(each.lstrip("@") for each in between_commas(typed("domains", ""))),
        language=_one_of(CANDIDATES, form, "language"),
        agent_id=None if typed("holder") == "nobody" else _id(form, "holder"),
        team_id=_id(form, "team"),
        due=chosen(typed("due"), Due),
        age=_number(form, "age"),
        replies=_number(form, "replies"),
        score=min(_number(form, "score"), max(SCORES)),
    )


def _actions(form: Form) -> Actions:
    typed = form.get
    return Actions(
        category_id=_id(form, "then_category"),
        priority=chosen(typed("then_priority"), Priority),
        tag=" ".join(typed("then_tag", "").split()).casefold(),
        team_id=_id(form, "then_team"),
        agent_id=_id(form, "then_agent"),
        note=typed("then_note", ""),
        snooze=_number(form, "then_snooze"),
        tell_id=_id(form, "then_tell"),
    )


def _one_of(known: Sequence[str], form: Form, name: str) -> str:
    typed = form.get(name, "")
    return typed if typed in known else ""


def _id(form: Form, name: str) -> int | None:
    typed = form.get(name)
    return id_of(typed) if typed else None


def _number(form: Form, name: str) -> int:
    typed = form.get(name, "").strip()
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0
