"""How long customers waited for a person, without whose wait it was."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation_wait",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_wait")),
    )
    op.create_index(op.f("ix_conversation_wait_began_at"), "conversation_wait", ["began_at"])


def downgrade() -> None:
    op.drop_table("conversation_wait")
