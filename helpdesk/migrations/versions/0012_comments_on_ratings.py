"""What customers say about a rating stands beside it and may grow, but is never changed."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ONLY_ADDED_TO = {
    "message": "comment",
    "conversation_rating": "comment",
    "article_rating": "comment",
    "feedback": "verbatim",
}
ONCE = ("received_at", "source", "source_id")
GUARDS = """
create trigger write_once before update on conversation_rating for each row
  execute function refuse_rewriting('conversation_id', 'session_number', 'score', 'created_at');
create trigger never_deleted before delete on conversation_rating
  for each row execute function refuse_change();
create trigger never_emptied before truncate on conversation_rating
  for each statement execute function refuse_truncating();
"""

REFUSE = """
create function refuse_unsaying() returns trigger language plpgsql as $$
declare
  name text;
  before text;
  after text;
begin
  foreach name in array tg_argv loop
    before := coalesce(to_jsonb(old) ->> name, '');
    after := coalesce(to_jsonb(new) ->> name, '');
    if not starts_with(after, before)
       and not (current_setting('heed.erasing', true) = 'on' and after = '[erased]') then
      raise exception '%.% is only added to', tg_table_name, name;
    end if;
  end loop;
  return new;
end $$;
"""

# Until now the words of a rating stood in its feedback record alone.
BACKFILL = """
update message m set comment = f.verbatim from feedback f
 where f.source = 'answer_rating' and f.source_id = m.id::text and f.verbatim <> '';
insert into conversation_rating (conversation_id, session_number, score, comment, created_at)
select conversation_id, split_part(source_id, ':', 2)::int, score, nullif(verbatim, ''), received_at
  from feedback where source = 'satisfaction' order by id;
"""


def _run(sql: str) -> None:
    """Several statements in one go, which only the driver's own cursor allows."""
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(sql)


def _written_once(columns: tuple[str, ...]) -> None:
    arguments = ", ".join(f"'{column}'" for column in columns)
    _run(
        "drop trigger write_once on feedback;"
        "create trigger write_once before update on feedback "
        f"for each row execute function refuse_rewriting({arguments})"
    )


def upgrade() -> None:
    op.add_column("message", sa.Column("comment", sa.String(), nullable=True))
    op.add_column("article_rating", sa.Column("client_id", sa.String(), nullable=True))
    op.create_unique_constraint(
        op.f("uq_article_rating_article_id"), "article_rating", ["article_id", "client_id"]
    )
    op.create_table(
        "conversation_rating",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("session_number", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_rating_conversation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_rating")),
        sa.UniqueConstraint(
            "conversation_id",
            "session_number",
            name=op.f("uq_conversation_rating_conversation_id"),
        ),
    )
    _run(BACKFILL)
    _run(GUARDS)
    _run(REFUSE)
    _written_once(ONCE)
    for table, column in ONLY_ADDED_TO.items():
        _run(
            f"create trigger only_added_to before update on {table} "
            f"for each row execute function refuse_unsaying('{column}')"
        )


def downgrade() -> None:
    for table in ONLY_ADDED_TO:
        _run(f"drop trigger only_added_to on {table}")
    _run("drop function refuse_unsaying")
    _written_once(("verbatim", *ONCE))
    op.drop_table("conversation_rating")
    op.drop_constraint(op.f("uq_article_rating_article_id"), "article_rating")
    op.drop_column("article_rating", "client_id")
    op.drop_column("message", "comment")
