"""What became of complaints that were heard in chats."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

OUTCOMES = ("received", "declined", "filed", "person")


def upgrade() -> None:
    outcome = sa.Enum(
        *OUTCOMES, name="outcome", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "chat_with_complaint",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("session_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outcome", outcome, nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"]),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"]),
        sa.PrimaryKeyConstraint("conversation_id", "session_number"),
    )
    op.create_index("ix_chat_with_complaint_complaint_id", "chat_with_complaint", ["complaint_id"])


def downgrade() -> None:
    op.drop_table("chat_with_complaint")
