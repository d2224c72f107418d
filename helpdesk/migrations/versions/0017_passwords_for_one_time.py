"""One-time passwords expire, and a forgotten password is replaced through a mailed link."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("agent", sa.Column("password_expires_at", MOMENT, nullable=True))
    # Whoever was invited before still has the time that a new invitation gives.
    op.execute(
        "update agent set password_expires_at = now() + interval '7 days' "
        "where must_change_password and created_at > (select min(created_at) from agent)"
    )
    op.create_table(
        "password_link",
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_password_link_agent_id"),
        sa.PrimaryKeyConstraint("agent_id", name="pk_password_link"),
        sa.UniqueConstraint("token_hash", name="uq_password_link_token_hash"),
    )


def downgrade() -> None:
    op.drop_table("password_link")
    op.drop_column("agent", "password_expires_at")
