"""Rules that act on tickets by themselves, and every time that one did."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
MOMENTS = ("opened", "customer_wrote", "changed", "untouched")


def upgrade() -> None:
    op.create_table(
        "automation_rule",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("moment", sa.String(40), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("conditions", JSONB(), nullable=False),
        sa.Column("actions", JSONB(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"moment in {MOMENTS}", name=op.f("ck_automation_rule_moment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_automation_rule")),
    )
    op.create_index("ix_automation_rule_moment", "automation_rule", ["moment"])
    op.create_table(
        "automation_run",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["automation_rule.id"],
            name=op.f("fk_automation_run_rule_id"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_automation_run_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_automation_run")),
    )  # fmt: skip
    op.create_index("ix_automation_run_ticket_id", "automation_run", ["ticket_id"])
    columns = ["rule_id", "ticket_id", "at"]
    op.create_index("ix_automation_run_rule_ticket", "automation_run", columns)


def downgrade() -> None:
    op.drop_table("automation_run")
    op.drop_table("automation_rule")
