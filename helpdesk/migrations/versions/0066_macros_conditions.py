"""A macro is offered where conditions hold, of which the customer's language is one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty = sa.text("'{}'::jsonb")
    op.add_column("macro", sa.Column("conditions", JSONB(), nullable=False, server_default=empty))
    op.alter_column("macro", "conditions", server_default=None)
    op.execute(
        "update macro set conditions = jsonb_build_object('language', language) "
        "where language <> ''"
    )
    op.drop_column("macro", "language")


def downgrade() -> None:
    op.add_column("macro", sa.Column("language", sa.String(), nullable=True))
    op.execute("update macro set language = coalesce(conditions ->> 'language', '')")
    op.alter_column("macro", "language", nullable=False)
    op.drop_column("macro", "conditions")
