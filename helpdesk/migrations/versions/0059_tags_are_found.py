"""A search finds tickets by their tags as well."""

from typing import Any

from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None
WORDS = "t.subject, t.email, "
WORDS_AND_TAGS = "t.subject, array_to_string(t.tags, ' '), t.email, "


def _search(before: str, after: str) -> None:
    """Let the words of a ticket be others; the function is read as the database has it."""
    connection: Any = op.get_bind().connection.driver_connection
    found = connection.execute(
        "select pg_get_functiondef('keep_case(text, text)'::regprocedure)"
    ).fetchone()
    if before not in found[0]:
        raise RuntimeError("The function keep_case is not the one of migration 0043.")
    connection.execute(found[0].replace(before, after))
    connection.execute("select keep_case('ticket', id::text) from ticket where tags <> '{}'")


def upgrade() -> None:
    _search(WORDS, WORDS_AND_TAGS)


def downgrade() -> None:
    _search(WORDS_AND_TAGS, WORDS)
