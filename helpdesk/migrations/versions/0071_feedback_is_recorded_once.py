"""Number, score, and when and by whom feedback was recorded are written once, like its words."""

from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create trigger recorded_once before update on feedback for each row "
        "execute function refuse_rewriting('number', 'score', 'recorded_at', 'recorded_by')"
    )


def downgrade() -> None:
    op.execute("drop trigger recorded_once on feedback")
