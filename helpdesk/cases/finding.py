"""Searching everything that customers and agents wrote, whatever it became."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, literal, select, text, tuple_
from sqlalchemy.orm import Session

from helpdesk.articles.reading.highlighting import Shown
from helpdesk.cases.models import CaseDocument, CaseKind, CaseWord
from helpdesk.cases.rules import as_query, may_be_mistyped, nearest_word, words_in
from helpdesk.complaints.models import Complaint
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author
from helpdesk.customers.models import Customer
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.web.cursors import Page, Place, cut, place_of

PAGE = 30
MOST_WORDS_NEAR = 20_000
_BEGIN, _END = "\x02", "\x03"
_EXCERPT = f"MaxFragments=1, MaxWords=24, MinWords=12, StartSel={_BEGIN}, StopSel={_END}"


@dataclass(frozen=True)
class Found:
    """A case in a list of results, with a part of what was said there."""

    kind: CaseKind
    case_id: str
    title: str
    number: str | None
    state: str
    customer: Customer
    agent: str | None
    excerpt: Shown
    changed_at: datetime


@dataclass(frozen=True)
class Findings:
    """A page of results, and what was looked for instead of a word that nobody ever wrote."""

    page: Page[Found]
    meant: dict[str, str]


def find_cases(session: Session, typed: str, *, after: str | None = None) -> Findings:
    """Every case with all of these words, those that changed last first."""
    words = words_in(typed)
    if not words:
        return Findings(Page([], None), {})
    found = _documents(session, words, place_of(after))
    meant: dict[str, str] = {}
    if not found and not after:
        meant = _meant(session, words)
        words = tuple(meant.get(word, word) for word in words)
        found = _documents(session, words, None) if meant else []
    page = cut(found, PAGE, lambda document: Place(document.changed_at, document.case_id))
    return Findings(Page(_shown(session, page.items, words), page.next), meant)


def _documents(
    session: Session, words: Sequence[str], after: Place | None
) -> Sequence[CaseDocument]:
    order = CaseDocument.changed_at, CaseDocument.case_id
    query = select(CaseDocument).where(CaseDocument.words.op("@@")(_sought(words)))
    if after:
        query = query.where(tuple_(*order) < tuple_(after.moment, after.key))
    newest = query.order_by(*(column.desc() for column in order)).limit(PAGE + 1)
    return session.scalars(newest).all()


def _sought(words: Sequence[str]) -> Any:
    return func.to_tsquery("simple", as_query(words))


def _meant(session: Session, words: Sequence[str]) -> dict[str, str]:
    """What words that no case holds may have meant."""
    near = {
        word: nearest_word(word, _known_like(session, word))
        for word in words
        if may_be_mistyped(word)
    }
    return {
        word: meant
        for word, meant in near.items()
        if meant and meant != word and not _is_held(session, word)
    }


def _is_held(session: Session, word: str) -> bool:
    """Does any case hold the word, though nobody learned it yet, or a longer one?

    All that do are asked for, which the index of words tells. Asked for any one of them the
    database expects to meet it soon, and reads case after case; there it meets none.
    """
    holding = select(literal(1)).where(CaseDocument.words.op("@@")(_sought([word])))
    held = holding.cte("held").prefix_with("materialized")
    return bool(session.scalar(select(exists().select_from(held))))


def _known_like(session: Session, word: str) -> Sequence[str]:
    """The words of about that length, most frequent first."""
    length = func.char_length(CaseWord.word)
    query = select(CaseWord.word).where(length.between(len(word) - 2, len(word) + 2))
    return session.scalars(query.order_by(CaseWord.cases.desc()).limit(MOST_WORDS_NEAR)).all()


def learn_words(session: Session) -> None:
    """Know anew which words are in use; those of erased customers are gone with that."""
    session.execute(text("delete from case_word"))
    session.execute(
        text(
            "insert into case_word (word, cases) select word, ndoc from "
            "ts_stat('select words from case_document') "
            "where char_length(word) between 3 and 30 and word ~ '^[[:alpha:]]+$'"
        )
    )


def _shown(
    session: Session, documents: Sequence[CaseDocument], words: Sequence[str]
) -> list[Found]:
    """The cases of these documents, in their order."""
    found: dict[tuple[CaseKind, str], Found] = {}
    for kind, read in _READ.items():
        ids = [document.case_id for document in documents if document.kind is kind]
        if ids:
            found |= {(kind, one.case_id): one for one in read(session, ids, words)}
    return [found[document.kind, document.case_id] for document in documents]


def _excerpt(said: Any, words: Sequence[str]) -> Any:
    plain = func.translate(said, _BEGIN + _END, "  ")
    return func.ts_headline("simple", plain, _sought(words), _EXCERPT)


def _pieces(excerpt: str | None) -> Shown:
    return Shown(re.split(f"[{_BEGIN}{_END}]", excerpt or ""))


def _tickets(session: Session, ids: Sequence[str], words: Sequence[str]) -> list[Found]:
    said = select(func.string_agg(TicketEntry.text, " ")).where(TicketEntry.ticket_id == Ticket.id)
    query = select(Ticket, _excerpt(said.scalar_subquery(), words))
    query = query.where(Ticket.id.in_([int(each) for each in ids]))
    return [
        Found(
            CaseKind.TICKET, str(one.id), one.subject, one.number, one.state, one.customer,
            one.agent.name if one.agent else None, _pieces(excerpt), one.updated_at,
        )
        for one, excerpt in session.execute(query)
    ]  # fmt: skip


def _conversations(session: Session, ids: Sequence[str], words: Sequence[str]) -> list[Found]:
    by_people = Message.author.in_([Author.CUSTOMER, Author.AGENT])
    said = select(func.string_agg(Message.text, " ")).where(
        Message.conversation_id == Conversation.id, by_people
    )
    query = select(Conversation, _excerpt(said.scalar_subquery(), words))
    query = query.where(Conversation.id.in_([UUID(each) for each in ids]))
    return [
        Found(
            CaseKind.CONVERSATION, str(one.id), one.customer.display_name, None, one.floor,
            one.customer, one.agent.name if one.agent else None, _pieces(excerpt),
            one.last_message_at,
        )
        for one, excerpt in session.execute(query)
    ]  # fmt: skip


def _complaints(session: Session, ids: Sequence[str], words: Sequence[str]) -> list[Found]:
    query = select(Complaint, _excerpt(Complaint.what_happened, words))
    query = query.where(Complaint.id.in_([int(each) for each in ids]))
    return [
        Found(
            CaseKind.COMPLAINT, str(one.id), one.what_happened[:80], one.number, one.state,
            one.customer, None, _pieces(excerpt), one.received_at,
        )
        for one, excerpt in session.execute(query)
    ]  # fmt: skip


_READ = {
    CaseKind.TICKET: _tickets,
    CaseKind.CONVERSATION: _conversations,
    CaseKind.COMPLAINT: _complaints,
}
