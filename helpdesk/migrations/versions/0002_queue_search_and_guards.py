"""The job queue, the search index, the bot's own schema, and the append-only guards."""

from typing import Any

from alembic import op
from procrastinate.schema import SchemaManager

from helpdesk.platform.jobqueue import queue
from knowledge_base.index.passages import SCHEMA

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("audit_event", "article_version", "complaint_event")
WRITE_ONCE = {
    "feedback": ("verbatim", "received_at", "source", "source_id"),
    "complaint": ("what_happened", "received_at", "number"),
    "message": ("text", "author", "created_at", "conversation_id"),
}

REFUSE = """
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% keeps every row as it was written', tg_table_name;
end $$;
create function refuse_rewriting() returns trigger language plpgsql as $$
declare name text;
begin
  foreach name in array tg_argv loop
    if to_jsonb(old) -> name is distinct from to_jsonb(new) -> name then
      raise exception '%.% is written once', tg_table_name, name;
    end if;
  end loop;
  return new;
end $$;
"""


def _run(sql: str) -> None:
    """Several statements in one go, which only the driver's own cursor allows."""
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(sql)


def upgrade() -> None:
    _run(SchemaManager(connector=queue.connector).get_schema())
    _run(SCHEMA)
    _run("create schema rasa")
    _run(REFUSE)
    for table in APPEND_ONLY:
        _run(
            f"create trigger append_only before update or delete on {table} "
            "for each row execute function refuse_change()"
        )
    for table, columns in WRITE_ONCE.items():
        arguments = ", ".join(f"'{column}'" for column in columns)
        _run(
            f"create trigger write_once before update on {table} "
            f"for each row execute function refuse_rewriting({arguments})"
        )
    for table in ("feedback", "complaint"):
        _run(
            f"create trigger never_deleted before delete on {table} "
            "for each row execute function refuse_change()"
        )


def downgrade() -> None:
    for table in ("feedback", "complaint"):
        _run(f"drop trigger never_deleted on {table}")
    for table in WRITE_ONCE:
        _run(f"drop trigger write_once on {table}")
    for table in APPEND_ONLY:
        _run(f"drop trigger append_only on {table}")
    _run("drop function refuse_change; drop function refuse_rewriting")
    _run("drop schema rasa cascade")
    _run("drop table kb_passage; drop function kb_configuration(text)")
    _run(DROP_QUEUE)


DROP_QUEUE = """
do $$
declare thing record;
begin
  for thing in select oid::regclass as name from pg_class
    where relname like 'procrastinate\\_%' and relkind = 'r' loop
    execute format('drop table %s cascade', thing.name);
  end loop;
  for thing in select oid::regprocedure as name from pg_proc
    where proname like 'procrastinate\\_%' loop
    execute format('drop function %s cascade', thing.name);
  end loop;
  for thing in select oid::regtype as name from pg_type
    where typname like 'procrastinate\\_%' and typtype in ('e', 'c') loop
    execute format('drop type %s cascade', thing.name);
  end loop;
end $$;
"""
