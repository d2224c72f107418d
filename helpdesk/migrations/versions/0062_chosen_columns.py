"""Agents choose which columns their lists of tickets show."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_columns",
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.Column("columns", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_ticket_columns")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agent.id"], name=op.f("fk_ticket_columns_agent_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("ticket_columns")
