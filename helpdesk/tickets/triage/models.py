"""What was learned about where tickets belong and how urgent they are."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from helpdesk.platform.db import Base
from helpdesk.tickets.triage.rules import Target


class TriageModel(Base):
    """A classifier of one target; the one that `serves` predicts, the others were not better.

    `accuracy` is that on the newest fifth of the tickets, which it had not seen, and
    `accuracy_before` that of the one which served then, or of always saying the most frequent
    label. `embedding` names the sentence model whose vectors it reads.
    """

    __tablename__ = "triage_model"
    __table_args__ = (
        Index("uq_triage_model_serves", "target", unique=True, postgresql_where="serves"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    target: Mapped[Target]
    learned_at: Mapped[datetime]
    embedding: Mapped[str]
    tickets: Mapped[int]
    accuracy: Mapped[float]
    accuracy_before: Mapped[float]
    serves: Mapped[bool]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
