"""Conditions as a form says them, and as they are kept."""

from collections.abc import Mapping, Sequence

from helpdesk.languages.detection import CANDIDATES
from helpdesk.platform.db import Json
from helpdesk.tickets.conditions.rules import Conditions, Due
from helpdesk.tickets.deadlines.rules import CHANNELS
from helpdesk.tickets.describing.rules import between_commas
from helpdesk.tickets.fields.rules import comparison_in
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.tickets.satisfaction.rules import SCORES
from helpdesk.web.forms import chosen, id_of

Form = Mapping[str, str]


def conditions_in(form: Form) -> Conditions:
    """What was typed; a choice that there is not is none."""
    typed = form.get
    return Conditions(
        state=chosen(typed("state"), TicketState),
        priority=chosen(typed("priority"), Priority),
        type=chosen(typed("type"), TicketType),
        category_id=id_in(form, "category"),
        tag=" ".join(typed("tag", "").split()).casefold(),
        words=tuple(between_commas(typed("words", ""))),
        unassigned=typed("holder") == "nobody",
        field=comparison_in(*(typed(name, "") for name in ("field", "how", "value"))),
        channel=_one_of(CHANNELS, form, "channel"),
        domains=tuple(each.lstrip("@") for each in between_commas(typed("domains", ""))),
        language=_one_of(CANDIDATES, form, "language"),
        agent_id=None if typed("holder") == "nobody" else id_in(form, "holder"),
        team_id=id_in(form, "team"),
        due=chosen(typed("due"), Due),
        age=number_in(form, "age"),
        replies=number_in(form, "replies"),
        score=min(number_in(form, "score"), max(SCORES)),
    )


def conditions_of(asked: Json) -> Conditions:
    """The conditions as they were typed."""
    return Conditions(
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


def id_in(form: Form, name: str) -> int | None:
    """The record that was chosen; none where it is not one."""
    typed = form.get(name)
    return id_of(typed) if typed else None


def number_in(form: Form, name: str) -> int:
    """The number that was typed; nought where it is not one."""
    typed = form.get(name, "").strip()
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0


def _one_of(known: Sequence[str], form: Form, name: str) -> str:
    typed = form.get(name, "")
    return typed if typed in known else ""


def _question(kept: Json | None) -> tuple[str, str, str]:
    """A comparison of a field as a form says it."""
    return (str(kept["field_id"]), kept["operator"], kept["typed"]) if kept else ("", "", "")
