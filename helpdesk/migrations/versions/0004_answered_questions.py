"""Which article answered which question, and where each conversation last started afresh."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answered_question",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "strength",
            sa.Enum(
                "linked",
                "helpful",
                "accepted",
                name="strength",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_answered_question_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_answered_question_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answered_question")),
        sa.UniqueConstraint("source", "article_id", name=op.f("uq_answered_question_source")),
    )
    for column in ("article_id", "customer_id"):
        op.create_index(op.f(f"ix_answered_question_{column}"), "answered_question", [column])
    op.add_column(
        "conversation",
        sa.Column("session_after", sa.BigInteger(), nullable=False, server_default="0"),
    )
    op.alter_column("conversation", "session_after", server_default=None)


def downgrade() -> None:
    op.drop_column("conversation", "session_after")
    op.drop_table("answered_question")
