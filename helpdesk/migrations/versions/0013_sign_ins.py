"""Sign-ins are rows that can be ended; API tokens expire and say when they were last used."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_token_hash"),
    )
    op.create_index("ix_sign_in_who", "sign_in", ["who"])
    op.add_column("api_token", sa.Column("expires_at", MOMENT, nullable=True))
    op.add_column("api_token", sa.Column("last_used_at", MOMENT, nullable=True))
    # Programs that have a token already keep it for as long as a new one would last.
    op.execute("update api_token set expires_at = now() + interval '90 days'")
    op.alter_column("api_token", "expires_at", nullable=False)


def downgrade() -> None:
    op.drop_column("api_token", "last_used_at")
    op.drop_column("api_token", "expires_at")
    op.drop_table("sign_in")
