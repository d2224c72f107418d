"""A complaint may have been made on a ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaint", sa.Column("ticket_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key("complaint_ticket_id_fkey", "complaint", "ticket", ["ticket_id"], ["id"])
    op.create_index("ix_complaint_ticket_id", "complaint", ["ticket_id"])


def downgrade() -> None:
    op.execute("set constraints all immediate")  # no table is changed whose triggers still wait
    op.drop_column("complaint", "ticket_id")
