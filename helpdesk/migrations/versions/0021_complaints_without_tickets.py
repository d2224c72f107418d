"""No complaint ever named a ticket: what both have in common is their conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("complaint", "ticket_id")


def downgrade() -> None:
    op.add_column("complaint", sa.Column("ticket_id", sa.BigInteger()))
    op.create_foreign_key("fk_complaint_ticket_id", "complaint", "ticket", ["ticket_id"], ["id"])
