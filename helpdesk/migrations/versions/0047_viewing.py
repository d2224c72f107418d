"""Which pages agents have open, so that two of them see each other there."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "viewing",
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typing_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agent.id"], name=op.f("fk_viewing_agent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agent_id", "subject", name=op.f("pk_viewing")),
        prefixes=["unlogged"],
    )
    op.create_index("ix_viewing_subject", "viewing", ["subject"])


def downgrade() -> None:
    op.drop_table("viewing")
