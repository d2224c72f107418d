"""Tickets that became part of another, or have a problem behind them, or wait for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None
OTHERS = ("merged_into_id", "problem_id")


def upgrade() -> None:
    for column in OTHERS:
        op.add_column("ticket", sa.Column(column, sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f(f"fk_ticket_{column}"), "ticket", "ticket", [column], ["id"])
        op.create_index(f"ix_ticket_{column}", "ticket", [column])
        op.create_check_constraint(op.f(f"ck_ticket_{column}"), "ticket", f"{column} <> id")
    op.add_column("ticket", sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_ticket_snoozed_until", "ticket", ["snoozed_until"])


def downgrade() -> None:
    for column in (*OTHERS, "snoozed_until"):
        op.drop_column("ticket", column)
