"""Macros: answers to begin with, everybody's or an agent's own."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "macro",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("where", sa.String(40), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("then", sa.String(40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"where\" in ('everywhere', 'conversations', 'tickets')", name=op.f("ck_macro_where")
        ),
        sa.CheckConstraint(
            "\"then\" in ('new', 'open', 'pending_customer', 'on_hold', 'resolved', 'closed')",
            name=op.f("ck_macro_then"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["agent.id"], name=op.f("fk_macro_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_macro")),
    )
    op.create_index("ix_macro_owner_id", "macro", ["owner_id"])


def downgrade() -> None:
    op.drop_table("macro")
