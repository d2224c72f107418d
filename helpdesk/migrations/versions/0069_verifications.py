"""What verifications of the audit trail found, and that somebody is told of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

KINDS = (
    "deadline_near", "deadline_missed", "escalated", "assigned", "chat_passed", "mentioned",
    "customer_wrote", "woken", "ticket_returned", "chat_returned", "trail_faulty",
)  # fmt: skip
TOLD = ("notice", "notice_choice")


def upgrade() -> None:
    op.create_table(
        "verification",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("findings", JSONB(), nullable=False),
        sa.Column("numbers", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_verification"),
    )
    _allow(KINDS)


def downgrade() -> None:
    for table in TOLD:
        op.execute(f"delete from {table} where kind = 'trail_faulty'")
    _allow(KINDS[:-1])
    op.drop_table("verification")


def _allow(kinds: tuple[str, ...]) -> None:
    for table in TOLD:
        op.drop_constraint(op.f(f"ck_{table}_kind"), table)
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, f"kind in {kinds}")
