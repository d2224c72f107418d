"""What was sent is evidence: which macros answers began with, and whether they were changed."""

from collections.abc import Mapping
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.macros.models import Macro, MacroUse
from helpdesk.macros.rules import Words, began_with, ids_of, was_changed
from helpdesk.platform import clock, events

KIND = "macro"


class Mark(TypedDict):
    """What a use of something offered leaves."""

    entry_id: int | None
    message_id: int | None
    changed: bool
    sent_at: object


def on_inserted_sent(session: Session, fact: events.InsertedSent) -> None:
    """A macro whose words are still in the answer was used."""
    query = select(Macro).where(Macro.id.in_(ids_of(KIND, fact.inserted)))
    offered = {each.id: _sent_of(each.words, fact.text) for each in session.scalars(query)}
    for macro_id, mark in marks(fact, offered).items():
        session.add(MacroUse(macro_id=macro_id, **mark))


def _sent_of(words: Words, sent: str) -> str:
    """What the macro says in the language in which it was sent."""
    return next((each for each in words.texts if began_with(each, sent)), words.text)


def marks(fact: events.InsertedSent, offered: Mapping[int, str]) -> dict[int, Mark]:
    """The mark that each of what was offered leaves; none where it was deleted before sending."""
    return {
        key: Mark(
            entry_id=fact.entry_id,
            message_id=fact.message_id,
            changed=was_changed(text, fact.text),
            sent_at=clock.now(),
        )
        for key, text in offered.items()
        if began_with(text, fact.text)
    }
