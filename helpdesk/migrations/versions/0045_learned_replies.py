"""Replies that agents gave, with the questions that they answered and their vectors."""

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import HALFVEC

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

NEAREST = """
create index ix_learned_question_nearest_384 on learned_question
    using hnsw ((embedding::halfvec(384)) halfvec_cosine_ops) where dimension = 384
"""


def upgrade() -> None:
    op.create_table(
        "learned_reply",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_reply")),
        sa.UniqueConstraint("digest", name=op.f("uq_learned_reply_digest")),
    )
    op.create_table(
        "learned_question",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("session_number", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recipe", sa.String(), nullable=True),
        sa.Column("dimension", sa.Integer(), nullable=True),
        sa.Column("embedding", HALFVEC(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_learned_question_ticket_id")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_learned_question_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["learned_reply.id"], name=op.f("fk_learned_question_reply_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_question")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_learned_question_ticket_id")),
        sa.UniqueConstraint(
            "conversation_id", "session_number", name=op.f("uq_learned_question_conversation_id")
        ),
        sa.CheckConstraint(
            "(ticket_id is null) <> (conversation_id is null)",
            name=op.f("ck_learned_question_source"),
        ),
    )
    op.create_index("ix_learned_question_reply_id", "learned_question", ["reply_id"])
    op.execute(NEAREST)


def downgrade() -> None:
    op.drop_table("learned_question")
    op.drop_table("learned_reply")
