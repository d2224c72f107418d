"""The category that a ticket is predicted to have, and what predicts it."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "triage_model",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("embedding", sa.String(), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.Column("accuracy", sa.Float(), nullable=False),
        sa.Column("accuracy_before", sa.Float(), nullable=False),
        sa.Column("serves", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage_model")),
    )
    op.create_index(
        "uq_triage_model_serves", "triage_model", ["serves"],
        unique=True, postgresql_where=sa.text("serves"),
    )  # fmt: skip
    op.add_column("ticket", sa.Column("predicted_category_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_ticket_predicted_category_id"),
        "ticket", "ticket_category", ["predicted_category_id"], ["id"],
    )  # fmt: skip
    op.add_column("ticket", sa.Column("predicted_certainty", sa.Float(), nullable=True))
    op.add_column(
        "ticket",
        sa.Column("category_by_rule", sa.Boolean(), nullable=False, server_default="false"),
    )
    op.alter_column("ticket", "category_by_rule", server_default=None)


def downgrade() -> None:
    for column in ("category_by_rule", "predicted_certainty", "predicted_category_id"):
        op.drop_column("ticket", column)
    op.drop_table("triage_model")
