"""A deadline knows which policy promised it and how much working time it took, to be counted."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket_deadline", sa.Column("policy_id", sa.BigInteger(), nullable=True))
    op.add_column("ticket_deadline", sa.Column("took", sa.Integer(), nullable=True))
    op.execute(
        "update ticket_deadline d set policy_id = t.policy_id from ticket t"
        " where t.id = d.ticket_id and t.policy_id is not null"
    )
    op.create_foreign_key(
        op.f("fk_ticket_deadline_policy_id"),
        "ticket_deadline",
        "deadline_policy",
        ["policy_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_index("ix_ticket_deadline_policy_id", "ticket_deadline", ["policy_id"])
    op.create_index("ix_ticket_deadline_due_at", "ticket_deadline", ["due_at"])


def downgrade() -> None:
    op.drop_index("ix_ticket_deadline_due_at")
    op.drop_column("ticket_deadline", "took")
    op.drop_column("ticket_deadline", "policy_id")
