"""Custom fields, and what tickets have in them, which is found by searching as well."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None
KINDS = (
    "text", "long_text", "whole_number", "decimal_number", "date", "yes_or_no", "one_of_a_list",
    "link",
)  # fmt: skip
ASKED = ("not_asked", "may_be_filled_in", "must_be_filled_in")
WORDS = "t.email, "
WORDS_AND_VALUES = """t.email, (
           select string_agg(value, ' ') from jsonb_each_text(t.fields)
            where value not in ('true', 'false')), """


def _search(before: str, after: str) -> None:
    """Let the words of a ticket be others; the function is read as the database has it."""
    connection: Any = op.get_bind().connection.driver_connection
    found = connection.execute(
        "select pg_get_functiondef('keep_case(text, text)'::regprocedure)"
    ).fetchone()
    if before not in found[0]:
        raise RuntimeError("The function keep_case is not the one of migration 0040.")
    connection.execute(found[0].replace(before, after))


def upgrade() -> None:
    op.create_table(
        "ticket_field",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("help", sa.String(), nullable=False),
        sa.Column("choices", JSONB(), nullable=False),
        sa.Column("asked", sa.String(40), nullable=False),
        sa.Column("shown_when", JSONB(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("required_when", JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind in {KINDS}", name=op.f("ck_ticket_field_kind")),
        sa.CheckConstraint(f"asked in {ASKED}", name=op.f("ck_ticket_field_asked")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_field")),
    )
    op.create_index("uq_ticket_field_name", "ticket_field", [sa.text("lower(name)")], unique=True)
    op.add_column("ticket", sa.Column("fields", JSONB(), nullable=False, server_default="{}"))
    op.alter_column("ticket", "fields", server_default=None)
    op.create_index("ix_ticket_fields", "ticket", ["fields"], postgresql_using="gin")
    _search(WORDS, WORDS_AND_VALUES)


def downgrade() -> None:
    _search(WORDS_AND_VALUES, WORDS)
    op.drop_column("ticket", "fields")
    op.drop_table("ticket_field")
