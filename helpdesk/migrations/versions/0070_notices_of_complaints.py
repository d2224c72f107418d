"""Who answers for complaints is told of what is due on them."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

KINDS = (
    "deadline_near", "deadline_missed", "escalated", "assigned", "chat_passed", "mentioned",
    "customer_wrote", "woken", "ticket_returned", "chat_returned", "trail_faulty",
    "complaint_given", "complaint_near", "complaint_missed",
)  # fmt: skip
TOLD = ("notice", "notice_choice")
ABOUT = {"complaint_id": "complaint", "duty_id": "complaint_duty"}


def upgrade() -> None:
    _allow(KINDS)
    for column, table in ABOUT.items():
        op.add_column("notice", sa.Column(column, sa.BigInteger(), nullable=True))
        name = op.f(f"fk_notice_{column}")
        op.create_foreign_key(name, "notice", table, [column], ["id"])
        op.create_index(f"ix_notice_{column}", "notice", [column])


def downgrade() -> None:
    for table in TOLD:
        op.execute(f"delete from {table} where kind in {KINDS[-3:]}")  # noqa: S608
    for column in ABOUT:
        op.drop_column("notice", column)
    _allow(KINDS[:-3])


def _allow(kinds: tuple[str, ...]) -> None:
    for table in TOLD:
        op.drop_constraint(op.f(f"ck_{table}_kind"), table)
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, f"kind in {kinds}")
