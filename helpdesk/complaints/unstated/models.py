"""What became of complaints that were heard in chats."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.complaints.unstated.rules import Outcome
from helpdesk.platform.db import Base


class ChatWithComplaint(Base):
    """A session of a chat in which a complaint was heard; the bot has not settled it alone.

    One row per session, written when it ends, whatever became of the complaint. `complaint_id` is
    what the desk received because of it. It holds no words.
    """

    __tablename__ = "chat_with_complaint"
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    session_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outcome: Mapped[Outcome]
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    at: Mapped[datetime]
