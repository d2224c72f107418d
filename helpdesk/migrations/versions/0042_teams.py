"""Teams, what agents speak and know, and whose team a ticket or a conversation is for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None
WORK = ("ticket", "conversation")
ABILITIES = ("speaks", "skills")


def upgrade() -> None:
    op.create_table(
        "team",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_index("uq_team_name", "team", [sa.text("lower(name)")], unique=True)
    op.create_table(
        "team_member",
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_member_team_id")),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_team_member_agent_id")),
        sa.PrimaryKeyConstraint("team_id", "agent_id", name=op.f("pk_team_member")),
    )
    op.create_index(op.f("ix_team_member_agent_id"), "team_member", ["agent_id"])
    op.create_table(
        "skill",
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_skill")),
    )
    for column in ABILITIES:
        op.add_column(
            "agent", sa.Column(column, ARRAY(sa.Text()), nullable=False, server_default="{}")
        )
        op.alter_column("agent", column, server_default=None)
    for table in WORK:
        op.add_column(table, sa.Column("team_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f(f"fk_{table}_team_id"), table, "team", ["team_id"], ["id"])
        op.create_index(op.f(f"ix_{table}_team_id"), table, ["team_id"])


def downgrade() -> None:
    for table in WORK:
        op.drop_column(table, "team_id")
    for column in ABILITIES:
        op.drop_column("agent", column)
    for table in ("skill", "team_member", "team"):
        op.drop_table(table)
