"""Views that the members of a team share."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket_view", sa.Column("team_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_ticket_view_team_id"), "ticket_view", "team", ["team_id"], ["id"]
    )
    op.create_index(op.f("ix_ticket_view_team_id"), "ticket_view", ["team_id"])


def downgrade() -> None:
    op.drop_column("ticket_view", "team_id")
