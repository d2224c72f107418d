"""What every case says, for searching; triggers keep the documents, a job the words in use."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.platform.db import Base


class CaseKind(StrEnum):
    """What a customer's words became."""

    TICKET = "ticket"
    CONVERSATION = "conversation"
    COMPLAINT = "complaint"


class CaseDocument(Base):
    """The words of one ticket, conversation or complaint, with who wrote it and how to reach them.

    Of long ones the newest 200 entries count.
    """

    __tablename__ = "case_document"
    __table_args__ = (Index("ix_case_document_words", "words", postgresql_using="gin"),)
    kind: Mapped[CaseKind] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    changed_at: Mapped[datetime] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(TSVECTOR, deferred=True)


class CaseWord(Base):
    """A word in use, and in how many cases: what a typing error may have meant."""

    __tablename__ = "case_word"
    word: Mapped[str] = mapped_column(primary_key=True)
    cases: Mapped[int]
