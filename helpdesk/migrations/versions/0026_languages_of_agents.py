"""Agents choose the language of the console."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agent", sa.Column("language", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("agent", "language")
