"""Policies that say by when customers are answered, and the deadlines of each ticket."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None
METRICS = ("first_response", "next_response", "resolution")
OUTCOMES = ("met", "missed", "dropped")


def upgrade() -> None:
    op.create_table(
        "deadline_policy",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channels", JSONB(), nullable=False),
        sa.Column("domains", JSONB(), nullable=False),
        sa.Column("targets", JSONB(), nullable=False),
        sa.Column("warn_before", sa.Integer(), nullable=False),
        sa.Column("escalate_to_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalate_to_id"], ["agent.id"], name=op.f("fk_deadline_policy_escalate_to_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_policy")),
    )
    op.create_index("ix_deadline_policy_escalate_to_id", "deadline_policy", ["escalate_to_id"])
    op.add_column("ticket", sa.Column("policy_id", sa.BigInteger(), nullable=True))
    op.add_column("ticket", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_ticket_policy_id"),
        "ticket", "deadline_policy", ["policy_id"], ["id"], ondelete="SET NULL",
    )  # fmt: skip
    op.create_index("ix_ticket_policy_id", "ticket", ["policy_id"])
    op.create_index("ix_ticket_due_at", "ticket", ["due_at"])
    _deadlines()


def _deadlines() -> None:
    op.create_table(
        "ticket_deadline",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("metric", sa.String(40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("paused_at", "warn_at", "due_at", "warned_at", "missed_at", "ended_at")
        ),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.CheckConstraint(f"metric in {METRICS}", name=op.f("ck_ticket_deadline_metric")),
        sa.CheckConstraint(f"outcome in {OUTCOMES}", name=op.f("ck_ticket_deadline_outcome")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_deadline_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_deadline")),
    )
    owed = sa.text("ended_at is null")
    op.create_index("ix_ticket_deadline_ticket_id", "ticket_deadline", ["ticket_id"])
    op.create_index(
        "uq_ticket_deadline_owed", "ticket_deadline", ["ticket_id", "metric"],
        unique=True, postgresql_where=owed,
    )  # fmt: skip
    op.create_index("ix_ticket_deadline_due", "ticket_deadline", ["due_at"], postgresql_where=owed)


def downgrade() -> None:
    op.drop_table("ticket_deadline")
    for column in ("due_at", "policy_id"):
        op.drop_column("ticket", column)
    op.drop_table("deadline_policy")
