"""A key by which a request that arrives twice is recognised."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("idempotency_key", sa.String(), nullable=True))
    op.create_unique_constraint(op.f("uq_ticket_idempotency_key"), "ticket", ["idempotency_key"])


def downgrade() -> None:
    op.drop_constraint(op.f("uq_ticket_idempotency_key"), "ticket")
    op.drop_column("ticket", "idempotency_key")
