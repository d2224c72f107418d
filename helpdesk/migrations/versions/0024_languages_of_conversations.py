"""A conversation is held in the language in which its customer writes."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("language", sa.String(), nullable=False, server_default="")
    op.add_column("conversation", column)
    op.execute(
        "update conversation set language = lower(split_part(replace("
        "coalesce(page ->> 'locale', ''), '_', '-'), '-', 1))"
    )


def downgrade() -> None:
    op.drop_column("conversation", "language")
