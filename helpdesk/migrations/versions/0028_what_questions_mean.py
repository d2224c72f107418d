"""A turn of a conversation is kept with what it means after the turns before it."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("question", sa.Column("means", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("question", "means")
