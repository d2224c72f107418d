"""Which answers began with a macro or a learned reply, and whether they were changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

USES = {"macro_use": ("macro_id", "macro"), "reply_use": ("reply_id", "learned_reply")}


def upgrade() -> None:
    for table, (column, offered) in USES.items():
        op.create_table(
            table,
            sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
            sa.Column(column, sa.BigInteger(), nullable=False),
            sa.Column("entry_id", sa.BigInteger(), nullable=True),
            sa.Column("message_id", sa.BigInteger(), nullable=True),
            sa.Column("changed", sa.Boolean(), nullable=False),
            sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.ForeignKeyConstraint(
                [column], [f"{offered}.id"], ondelete="CASCADE", name=op.f(f"fk_{table}_{column}")
            ),
            sa.ForeignKeyConstraint(
                ["entry_id"], ["ticket_entry.id"],
                ondelete="CASCADE", name=op.f(f"fk_{table}_entry_id"),
            ),
            sa.ForeignKeyConstraint(
                ["message_id"], ["message.id"], name=op.f(f"fk_{table}_message_id")
            ),
        )  # fmt: skip
        for indexed in (column, "entry_id", "message_id"):
            op.create_index(f"ix_{table}_{indexed}", table, [indexed])
    op.add_column(
        "ticket_draft", sa.Column("inserted", JSONB(), nullable=False, server_default="[]")
    )
    op.alter_column("ticket_draft", "inserted", server_default=None)


def downgrade() -> None:
    op.drop_column("ticket_draft", "inserted")
    for table in USES:
        op.drop_table(table)
