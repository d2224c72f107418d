"""What was learned from answered questions, and the vectors it was learned from."""

from typing import Any

from alembic import op

from knowledge_base.search.saved_rankers import RANKING_SCHEMA

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(RANKING_SCHEMA)


def downgrade() -> None:
    op.execute("drop table kb_ranking, kb_vector")
