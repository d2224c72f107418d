"""Policies of deadlines for tickets of some types, priorities, categories, tags and teams."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None
CONDITIONS = ("types", "priorities", "categories", "tags", "teams")


def upgrade() -> None:
    for name in CONDITIONS:
        op.add_column(
            "deadline_policy", sa.Column(name, JSONB(), nullable=False, server_default="[]")
        )
        op.alter_column("deadline_policy", name, server_default=None)


def downgrade() -> None:
    for name in CONDITIONS:
        op.drop_column("deadline_policy", name)
