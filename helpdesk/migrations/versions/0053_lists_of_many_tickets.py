"""Lists of tickets, a customer's cases and pending feedback are read from indexes of their own."""

from alembic import op
from sqlalchemy import text

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

LISTED = {
    "ix_ticket_state": (["state"], ["state", "updated_at", "id"]),
    "ix_ticket_agent_id": (["agent_id"], ["agent_id", "state", "updated_at", "id"]),
    "ix_ticket_due_at": (["due_at"], ["due_at", "id"]),
}
TO_DO = text("state not in ('resolved', 'closed') and snoozed_until is null")
OF_WORK = {
    "ix_ticket_to_do_changed": ["updated_at", "id"],
    "ix_ticket_to_do_due": ["due_at", "id"],
}
PENDING, WAITING = "ix_feedback_triage_pending", text("current and decision = 'pending'")


def upgrade() -> None:
    for name, (_, columns) in LISTED.items():
        op.drop_index(name)
        op.create_index(name, "ticket", columns)
    for name, columns in OF_WORK.items():
        op.create_index(name, "ticket", columns, postgresql_where=TO_DO)
    for table in ("ticket", "complaint"):
        op.create_index(f"ix_{table}_email", table, ["email"])
    op.create_index(PENDING, "feedback_triage", ["feedback_id"], postgresql_where=WAITING)


def downgrade() -> None:
    op.drop_index(PENDING)
    for table in ("ticket", "complaint"):
        op.drop_index(f"ix_{table}_email")
    for name in OF_WORK:
        op.drop_index(name)
    for name, (columns, _) in LISTED.items():
        op.drop_index(name)
        op.create_index(name, "ticket", columns)
