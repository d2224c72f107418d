"""Rules in an order by hand, those that let none behind them act, and three more moments."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None
BEFORE = ("opened", "customer_wrote", "changed", "untouched")
MOMENTS = (*BEFORE, "deadline_near", "deadline_missed", "rated_badly")


def upgrade() -> None:
    op.add_column("automation_rule", sa.Column("position", sa.Integer(), nullable=True))
    op.execute("update automation_rule set position = id")
    op.alter_column("automation_rule", "position", nullable=False)
    op.add_column(
        "automation_rule",
        sa.Column("stops", sa.Boolean(), nullable=False, server_default="false"),
    )
    op.alter_column("automation_rule", "stops", server_default=None)
    _only(MOMENTS)


def downgrade() -> None:
    op.execute(f"delete from automation_rule where moment not in {BEFORE}")
    _only(BEFORE)
    op.drop_column("automation_rule", "stops")
    op.drop_column("automation_rule", "position")


def _only(moments: tuple[str, ...]) -> None:
    name = op.f("ck_automation_rule_moment")
    op.drop_constraint(name, "automation_rule")
    op.create_check_constraint(name, "automation_rule", f"moment in {moments}")
