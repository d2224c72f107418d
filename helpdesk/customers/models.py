"""Customers and the one-time codes that prove an address is theirs."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.platform.db import Base
from helpdesk.settings.current import current
from helpdesk.settings.sections import Languages


class Customer(Base):
    """A visitor until the company's own site or a one-time code vouches for them.

    `email` was proven to be theirs; `contact` is what they, the site or an agent only say of how to
    reach them. `language` is what they chose, or else what they read when they first wrote.
    """

    __tablename__ = "customer"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str | None]
    contact: Mapped[str | None]
    language: Mapped[str | None]
    verified_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"), index=True)

    @property
    def speaks(self) -> str:
        """The language in which they are written to."""
        return current(Languages).spoken_with(self.language)

    @property
    def verified(self) -> bool:
        return self.verified_at is not None

    @property
    def proven_email(self) -> str | None:
        """The address, once somebody showed that it is theirs."""
        return self.email if self.verified else None

    def owns(self, customer_id: UUID, email: str | None) -> bool:
        """Is a case with this account and address theirs? By account, or by a proven address."""
        return customer_id == self.id or (email is not None and email == self.proven_email)

    @property
    def display_name(self) -> str:
        if self.erased_at:
            return "Erased customer"
        return self.name or self.email or f"Visitor {str(self.id)[:4]}"


class OneTimeCode(Base):
    """A code sent to an address; `purpose` says what it opens (a case number or `sign-in`)."""

    __tablename__ = "one_time_code"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    purpose: Mapped[str] = mapped_column(index=True)
    requested_by: Mapped[str]
    email: Mapped[str]
    code_hash: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
