"""Whose turn it is to get work, which skill a category asks for, and what waits for somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agent", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("agent", "turn", server_default=None)
    op.add_column("ticket_category", sa.Column("skill", sa.String(), nullable=True))
    op.create_foreign_key(
        op.f("fk_ticket_category_skill"), "ticket_category", "skill", ["skill"], ["name"],
        ondelete="SET NULL",
    )  # fmt: skip
    op.add_column("ticket", sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_ticket_queued_at", "ticket", ["queued_at"],
        postgresql_where=sa.text("queued_at is not null"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_column("ticket", "queued_at")
    op.drop_column("ticket_category", "skill")
    op.drop_column("agent", "turn")
