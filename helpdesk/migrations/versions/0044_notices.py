"""What agents are told in the console, and how each wants to be told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None
KINDS = (
    "deadline_near", "deadline_missed", "escalated", "assigned", "chat_passed", "mentioned",
    "customer_wrote", "woken",
)  # fmt: skip
WAYS = ("console", "mail", "both", "nothing")


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("ticket_id", sa.BigInteger()),
        sa.Column("conversation_id", UUID()),
        sa.Column("deadline_id", sa.BigInteger()),
        sa.Column("by_id", sa.BigInteger()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(f"kind in {KINDS}", name=op.f("ck_notice_kind")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_notice_{column}"))
            for column, table in (
                ("agent_id", "agent"),
                ("ticket_id", "ticket"),
                ("conversation_id", "conversation"),
                ("deadline_id", "ticket_deadline"),
                ("by_id", "agent"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_agent", "notice", ["agent_id", "id"])
    unread = sa.text("read_at is null")
    op.create_index("ix_notice_unread", "notice", ["agent_id"], postgresql_where=unread)
    for column in ("ticket_id", "conversation_id", "deadline_id", "created_at"):
        op.create_index(f"ix_notice_{column}", "notice", [column])
    op.create_table(
        "notice_choice",
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("way", sa.String(40), nullable=False),
        sa.CheckConstraint(f"kind in {KINDS}", name=op.f("ck_notice_choice_kind")),
        sa.CheckConstraint(f"way in {WAYS}", name=op.f("ck_notice_choice_way")),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_notice_choice_agent_id")),
        sa.PrimaryKeyConstraint("agent_id", "kind", name=op.f("pk_notice_choice")),
    )


def downgrade() -> None:
    op.drop_table("notice_choice")
    op.drop_table("notice")
