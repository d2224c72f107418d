"""Checklists: the steps of tickets, and those that tickets of one kind have in common."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checklist_step",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_checklist_step_ticket_id")
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["agent.id"], name=op.f("fk_checklist_step_done_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_step")),
    )
    op.create_index("ix_checklist_step_ticket_id", "checklist_step", ["ticket_id"])
    op.create_table(
        "checklist_template",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("steps", JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_template")),
    )
    op.create_index(
        "uq_checklist_template_name", "checklist_template", [sa.text("lower(name)")], unique=True
    )


def downgrade() -> None:
    op.drop_table("checklist_template")
    op.drop_table("checklist_step")
