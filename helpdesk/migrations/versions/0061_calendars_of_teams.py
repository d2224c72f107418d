"""A team names a working calendar, whose clock and hours count; its time zone never did."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("team", sa.Column("calendar_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_team_calendar_id"), "team", "working_calendar", ["calendar_id"], ["id"]
    )
    op.create_index("ix_team_calendar_id", "team", ["calendar_id"])
    op.drop_column("team", "zone")


def downgrade() -> None:
    op.add_column("team", sa.Column("zone", sa.String(), nullable=False, server_default="UTC"))
    op.alter_column("team", "zone", server_default=None)
    op.drop_column("team", "calendar_id")
