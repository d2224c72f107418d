"""What an admin sets, in versions that are only added."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "settings_version",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("values", postgresql.JSONB(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_version")),
    )
    op.create_index("ix_settings_version_section", "settings_version", ["section", "id"])
    op.execute(
        "create trigger append_only before update or delete on settings_version "
        "for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger never_emptied before truncate on settings_version "
        "for each statement execute function refuse_truncating()"
    )


def downgrade() -> None:
    op.drop_table("settings_version")
