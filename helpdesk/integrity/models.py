"""What each verification of the trail found."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.integrity.rules import Finding
from helpdesk.platform.db import Base, Json


class Verification(Base):
    """One verification: the head it came to, how much does not hold, and the first of that."""

    __tablename__ = "verification"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    asked_by: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    events: Mapped[int] = mapped_column(BigInteger)
    head: Mapped[str]
    found: Mapped[int]
    findings: Mapped[list[Json]]
    numbers: Mapped[list[Json]]

    @property
    def sentences(self) -> list[str]:
        """What it found first, for a reader."""
        return [Finding.from_json(kept).sentence for kept in self.findings]
