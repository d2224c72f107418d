"""How far the customer, and the person who has the conversation, have read it."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None
COLUMNS = ("seen_by_customer", "seen_by_agent")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column(
            "conversation", sa.Column(column, sa.BigInteger(), nullable=False, server_default="0")
        )


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_column("conversation", column)
