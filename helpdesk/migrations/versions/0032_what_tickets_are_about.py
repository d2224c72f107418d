"""What a ticket is about: its type, a category of the desk's own tree, and tags."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None
TYPES = ("question", "incident", "problem", "request", "complaint_work")
COLUMNS = ("tags", "category_id", "type")


def upgrade() -> None:
    op.create_table(
        "ticket_category",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["ticket_category.id"], name=op.f("fk_ticket_category_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_category")),
    )
    op.create_index(
        "uq_ticket_category_name", "ticket_category", ["parent_id", sa.text("lower(name)")],
        unique=True, postgresql_nulls_not_distinct=True,
    )  # fmt: skip
    op.add_column(
        "ticket", sa.Column("type", sa.String(40), nullable=False, server_default="question")
    )
    op.alter_column("ticket", "type", server_default=None)
    op.create_check_constraint(op.f("ck_ticket_type"), "ticket", f"type in {TYPES}")
    op.add_column("ticket", sa.Column("category_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_ticket_category_id"), "ticket", "ticket_category", ["category_id"], ["id"]
    )
    op.create_index("ix_ticket_category_id", "ticket", ["category_id"])
    op.add_column(
        "ticket", sa.Column("tags", ARRAY(sa.Text()), nullable=False, server_default="{}")
    )
    op.alter_column("ticket", "tags", server_default=None)
    op.create_index("ix_ticket_tags", "ticket", ["tags"], postgresql_using="gin")
    op.create_table(
        "ticket_tag",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_ticket_tag")),
    )
    op.create_index("ix_ticket_tag_used_at", "ticket_tag", ["used_at"])


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_column("ticket", column)
    op.drop_table("ticket_tag")
    op.drop_table("ticket_category")
