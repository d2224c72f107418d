"""The sentence models of a desk: which one serves, and what each was worth."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "embedding_model",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "candidate",
                "serving",
                "previous",
                "refused",
                "retired",
                name="modelstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("trained_on", sa.Integer(), nullable=True),
        sa.Column("figures", postgresql.JSONB(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embedding_model")),
        sa.UniqueConstraint("name", name=op.f("uq_embedding_model_name")),
    )
    op.create_index(
        "ix_embedding_model_one_of_each",
        "embedding_model",
        ["state"],
        unique=True,
        postgresql_where=sa.text("state IN ('serving', 'previous')"),
    )


def downgrade() -> None:
    op.drop_table("embedding_model")
