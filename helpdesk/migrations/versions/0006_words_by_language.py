"""Every language's own stems in the search index, and how common each word is."""

from typing import Any

from alembic import op

from knowledge_base.index.schema import FIRST_WORDS, SCHEMA_BY_LANGUAGE
from knowledge_base.index.word_counts import count

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(SCHEMA_BY_LANGUAGE)
    count(connection)


def downgrade() -> None:
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(FIRST_WORDS)
