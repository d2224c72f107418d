"""The language in which a ticket's customer writes, read by the worker."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None
# Jobs that wait while the desk is brought to this version are run under their new names.
RENAMED = {"predict_category": "triage_ticket", "learn_categories": "learn_triage"}


def upgrade() -> None:
    op.add_column("ticket", sa.Column("language", sa.String(), nullable=True))
    op.create_index("ix_ticket_language", "ticket", ["language"])
    _rename(RENAMED)


def downgrade() -> None:
    op.drop_column("ticket", "language")
    _rename({after: before for before, after in RENAMED.items()})


def _rename(names: dict[str, str]) -> None:
    rename = sa.text("update procrastinate_jobs set task_name = :after where task_name = :before")
    for before, after in names.items():
        op.execute(rename.bindparams(before=before, after=after))
