"""Customers are asked how their request went, once, and answer at most once."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None
SOURCES = (
    "conversation", "ticket", "answer_rating", "article_rating", "satisfaction", "complaint",
    "message", "ticket_rating",
)  # fmt: skip
REASONS = ("speed", "solution", "manner", "effort")


def upgrade() -> None:
    op.create_table(
        "ticket_survey",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("score between 1 and 5", name=op.f("ck_ticket_survey_score")),
        sa.CheckConstraint(
            "(score is null) = (rated_at is null)", name=op.f("ck_ticket_survey_rated")
        ),
        sa.CheckConstraint(f"reason in {REASONS}", name=op.f("ck_ticket_survey_reason")),
        *(
            sa.ForeignKeyConstraint(
                [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_ticket_survey_{other}_id")
            )
            for other in ("ticket", "customer", "agent")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_survey")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_ticket_survey_token_hash")),
    )
    for column in ("ticket_id", "customer_id"):
        op.create_index(f"ix_ticket_survey_{column}", "ticket_survey", [column])
    op.drop_constraint(op.f("ck_feedback_source"), "feedback", type_="check")
    op.create_check_constraint(op.f("ck_feedback_source"), "feedback", f"source in {SOURCES}")


def downgrade() -> None:
    # Feedback is never deleted, so what was recorded from a rating stays, and stays allowed.
    op.drop_table("ticket_survey")
