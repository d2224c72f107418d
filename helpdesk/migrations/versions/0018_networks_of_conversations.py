"""A conversation holds a digest of the network it began in, so that networks can be counted."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "conversation", sa.Column("network", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("conversation", "network")
