"""A rule may answer the customer, in several languages, and says why where it did not."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None
WRITTEN_BEFORE = ("ticket_id", "agent_id", "text", "note", "created_at")
UNSAID = (
    "macro_deleted", "macro_not_for_it", "macro_names_its_sender", "ticket_closed",
    "answer_leaves", "nobody_wrote_since",
)  # fmt: skip


def upgrade() -> None:
    op.add_column(
        "ticket_entry",
        sa.Column("automatic", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.alter_column("ticket_entry", "automatic", server_default=None)
    _written_once((*WRITTEN_BEFORE, "automatic"))
    op.add_column("automation_run", sa.Column("entry_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_automation_run_entry_id"), "automation_run", "ticket_entry", ["entry_id"], ["id"]
    )
    op.add_column("automation_run", sa.Column("unsaid", sa.String(40), nullable=True))
    op.create_check_constraint(
        op.f("ck_automation_run_unsaid"), "automation_run", f"unsaid in {UNSAID}"
    )
    empty = sa.text("'{}'::jsonb")
    op.add_column("macro", sa.Column("translations", JSONB(), nullable=False, server_default=empty))
    op.alter_column("macro", "translations", server_default=None)


def downgrade() -> None:
    op.drop_column("macro", "translations")
    op.drop_column("automation_run", "unsaid")
    op.drop_column("automation_run", "entry_id")
    _written_once(WRITTEN_BEFORE)
    op.drop_column("ticket_entry", "automatic")


def _written_once(columns: tuple[str, ...]) -> None:
    arguments = ", ".join(f"'{column}'" for column in columns)
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(
        "create or replace trigger write_once before update on ticket_entry "
        f"for each row execute function refuse_rewriting({arguments})"
    )
