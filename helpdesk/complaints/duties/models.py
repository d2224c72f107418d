"""What is owed to somebody who complained."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.complaints.duties.rules import DutyKind
from helpdesk.complaints.models import Complaint
from helpdesk.platform.db import Base


class Duty(Base):
    """Something owed since `owed_at`; it ends once, when it was done or fell away.

    `missed_at` stays, however late it was done.
    """

    __tablename__ = "complaint_duty"
    __table_args__ = (
        Index(
            "uq_complaint_duty_open",
            "complaint_id",
            "kind",
            unique=True,
            postgresql_where="done_at is null and dropped_at is null",
        ),
        Index(
            "ix_complaint_duty_due",
            "due_at",
            postgresql_where="done_at is null and dropped_at is null",
        ),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[DutyKind]
    owed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    warned_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    complaint: Mapped[Complaint] = relationship()

    @property
    def is_open(self) -> bool:
        """Is it still owed?"""
        return self.done_at is None and self.dropped_at is None


STILL_OWED = Duty.done_at.is_(None), Duty.dropped_at.is_(None)
