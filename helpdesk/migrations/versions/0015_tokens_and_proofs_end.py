"""Tokens of conversations come to an end, and so does what was proven in one."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# Tokens from before last as long as new ones; what was proven with them has to be shown again.
MOVE = """
insert into conversation_token (token_hash, conversation_id, expires_at)
select token_hash, id, now() + interval '7 days' from conversation
"""
MOVE_BACK = """
update conversation set token_hash = coalesce((
  select token_hash from conversation_token
  where conversation_id = conversation.id order by expires_at desc limit 1
), 'none:' || id)
"""


def upgrade() -> None:
    op.create_table(
        "conversation_token",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_token_conversation_id"),
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_conversation_token")),
    )
    op.create_index(
        op.f("ix_conversation_token_conversation_id"), "conversation_token", ["conversation_id"]
    )
    op.execute(MOVE)
    op.drop_column("conversation", "token_hash")
    op.add_column("conversation", sa.Column("verified_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("conversation", "verified_until")
    op.add_column("conversation", sa.Column("token_hash", sa.String(), nullable=True))
    op.execute(MOVE_BACK)
    op.alter_column("conversation", "token_hash", nullable=False)
    op.create_unique_constraint("uq_conversation_token_hash", "conversation", ["token_hash"])
    op.drop_table("conversation_token")
