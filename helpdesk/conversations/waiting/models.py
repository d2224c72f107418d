"""How long customers waited for a person."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.platform.db import Base


class Wait(Base):
    """One that ended with a person's answer; it does not say whose it was."""

    __tablename__ = "conversation_wait"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(index=True)
    seconds: Mapped[int]
