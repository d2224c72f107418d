"""The priority that a ticket is predicted to have, beside its category."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None
# A priority that a rule gave last teaches nothing until a person confirms it.
GIVEN_BY_RULES = """
update ticket set priority_by_rule = true from (
  select distinct on (subject_id) subject_id, actor from audit_event
  where subject_type = 'ticket' and action = 'prioritised' order by subject_id, id desc
) given where given.actor = 'rule' and given.subject_id = ticket.id::text
"""


def upgrade() -> None:
    op.add_column(
        "triage_model",
        sa.Column("target", sa.String(40), nullable=False, server_default="category"),
    )
    op.alter_column("triage_model", "target", server_default=None)
    op.create_check_constraint(
        op.f("ck_triage_model_target"), "triage_model", "target in ('category', 'priority')"
    )
    _serves_once_for("target")
    op.alter_column("ticket", "predicted_certainty", new_column_name="category_certainty")
    op.add_column("ticket", sa.Column("predicted_priority", sa.String(40), nullable=True))
    op.create_check_constraint(
        op.f("ck_ticket_predicted_priority"), "ticket",
        "predicted_priority in ('low', 'normal', 'high', 'urgent')",
    )  # fmt: skip
    op.add_column("ticket", sa.Column("priority_certainty", sa.Float(), nullable=True))
    op.add_column(
        "ticket",
        sa.Column("priority_by_rule", sa.Boolean(), nullable=False, server_default="false"),
    )
    op.alter_column("ticket", "priority_by_rule", server_default=None)
    op.execute(GIVEN_BY_RULES)


def downgrade() -> None:
    op.execute("delete from triage_model where target <> 'category'")
    _serves_once_for("serves")
    op.drop_column("triage_model", "target")
    op.alter_column("ticket", "category_certainty", new_column_name="predicted_certainty")
    for column in ("priority_by_rule", "priority_certainty", "predicted_priority"):
        op.drop_column("ticket", column)


def _serves_once_for(column: str) -> None:
    op.drop_index("uq_triage_model_serves", "triage_model")
    op.create_index(
        "uq_triage_model_serves", "triage_model", [column],
        unique=True, postgresql_where=sa.text("serves"),
    )  # fmt: skip
