"""Forms that were accepted, by which any that is sent twice is recognised, not only a request."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_submission",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_form_submission")),
    )
    op.create_index(op.f("ix_form_submission_sent_at"), "form_submission", ["sent_at"])
    op.drop_constraint(op.f("uq_ticket_idempotency_key"), "ticket")
    op.drop_column("ticket", "idempotency_key")


def downgrade() -> None:
    op.add_column("ticket", sa.Column("idempotency_key", sa.String(), nullable=True))
    op.create_unique_constraint(op.f("uq_ticket_idempotency_key"), "ticket", ["idempotency_key"])
    op.drop_table("form_submission")
