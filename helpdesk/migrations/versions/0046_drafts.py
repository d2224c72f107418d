"""What agents have written on tickets and not sent, and replies that can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_draft",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("note", sa.Boolean(), nullable=False),
        sa.Column("then", sa.String(40), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_draft_ticket_id")
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_ticket_draft_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_draft")),
    )
    op.create_index("ix_ticket_draft_ticket_id", "ticket_draft", ["ticket_id"])
    op.create_index(
        "uq_ticket_draft_unsent", "ticket_draft", ["ticket_id", "agent_id"],
        unique=True, postgresql_where=sa.text("leaves_at is null"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("ticket_draft")
