"""Working calendars that policies of deadlines name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "working_calendar",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("holidays", sa.String(), nullable=False),
        sa.Column("days_off", JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_calendar")),
    )
    name = [sa.text("lower(name)")]
    op.create_index("uq_working_calendar_name", "working_calendar", name, unique=True)
    op.add_column("deadline_policy", sa.Column("calendar_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_deadline_policy_calendar_id"),
        "deadline_policy",
        "working_calendar",
        ["calendar_id"],
        ["id"],
    )
    op.create_index("ix_deadline_policy_calendar_id", "deadline_policy", ["calendar_id"])


def downgrade() -> None:
    op.drop_column("deadline_policy", "calendar_id")
    op.drop_table("working_calendar")
