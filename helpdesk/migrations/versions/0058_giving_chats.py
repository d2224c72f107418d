"""Since when an agent has a conversation, who let it wait, and that they are told so."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


KINDS = (
    "deadline_near", "deadline_missed", "escalated", "assigned", "chat_passed", "mentioned",
    "customer_wrote", "woken", "ticket_returned", "chat_returned",
)  # fmt: skip
TOLD = ("notice", "notice_choice")


def upgrade() -> None:
    _allow(KINDS)
    op.add_column("conversation", sa.Column("given_at", sa.DateTime(timezone=True), nullable=True))
    came_back: sa.Column[list[int]] = sa.Column(
        "came_back_from", ARRAY(sa.BigInteger()), nullable=False, server_default="{}"
    )
    op.add_column("conversation", came_back)
    op.alter_column("conversation", "came_back_from", server_default=None)


def downgrade() -> None:
    for table in TOLD:
        op.execute(f"delete from {table} where kind in {KINDS[-2:]}")  # noqa: S608
    _allow(KINDS[:-2])
    op.drop_column("conversation", "came_back_from")
    op.drop_column("conversation", "given_at")


def _allow(kinds: tuple[str, ...]) -> None:
    for table in TOLD:
        op.drop_constraint(op.f(f"ck_{table}_kind"), table)
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, f"kind in {kinds}")
