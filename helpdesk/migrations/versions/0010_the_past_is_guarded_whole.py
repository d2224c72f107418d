"""Evidence cannot be emptied, and an erasure may only blank the words it is meant for."""

from typing import Any

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

EVIDENCE = (
    "article_version",
    "audit_event",
    "complaint",
    "complaint_event",
    "feedback",
    "feedback_triage",
    "message",
    "ticket_entry",
)
WRITE_ONCE = {
    "feedback_triage": ("feedback_id", "decision", "decided_by", "reason", "decided_at"),
    "ticket_entry": ("ticket_id", "agent_id", "text", "note", "created_at"),
}
NEVER_DELETED = ("feedback_triage", "message", "ticket_entry")

# What may stand where erased words stood: the mark of erasure, or nothing at all.
REFUSE = """
create or replace function refuse_change() returns trigger language plpgsql as $$
declare
  name text;
  blanks boolean;
begin
  blanks := tg_op = 'UPDATE' and tg_nargs > 0
    and current_setting('heed.erasing', true) = 'on'
    and to_jsonb(old) - tg_argv = to_jsonb(new) - tg_argv;
  if blanks then
    foreach name in array tg_argv loop
      blanks := blanks and (
        to_jsonb(old) -> name is not distinct from to_jsonb(new) -> name
        or coalesce(to_jsonb(new) ->> name, '[erased]') = '[erased]');
    end loop;
  end if;
  if blanks then
    return new;
  end if;
  raise exception '% keeps every row as it was written', tg_table_name;
end $$;
create function refuse_truncating() returns trigger language plpgsql as $$
begin
  raise exception '% keeps every row as it was written', tg_table_name;
end $$;
create function refuse_reviving() returns trigger language plpgsql as $$
begin
  if new.current and not old.current then
    raise exception '%: a decision that was replaced stays replaced', tg_table_name;
  end if;
  return new;
end $$;
"""
REFUSE_BEFORE = """
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_nargs > 0
     and current_setting('heed.erasing', true) = 'on'
     and to_jsonb(old) - tg_argv = to_jsonb(new) - tg_argv then
    return new;
  end if;
  raise exception '% keeps every row as it was written', tg_table_name;
end $$;
drop function refuse_truncating;
drop function refuse_reviving;
"""


def _run(sql: str) -> None:
    """Several statements in one go, which only the driver's own cursor allows."""
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(sql)


def upgrade() -> None:
    _run(REFUSE)
    for table in EVIDENCE:
        _run(
            f"create trigger never_emptied before truncate on {table} "
            "for each statement execute function refuse_truncating()"
        )
    for table, columns in WRITE_ONCE.items():
        arguments = ", ".join(f"'{column}'" for column in columns)
        _run(
            f"create trigger write_once before update on {table} "
            f"for each row execute function refuse_rewriting({arguments})"
        )
    for table in NEVER_DELETED:
        _run(
            f"create trigger never_deleted before delete on {table} "
            "for each row execute function refuse_change()"
        )
    _run(
        "create trigger never_revived before update on feedback_triage "
        "for each row execute function refuse_reviving()"
    )


def downgrade() -> None:
    _run("drop trigger never_revived on feedback_triage")
    for table in NEVER_DELETED:
        _run(f"drop trigger never_deleted on {table}")
    for table in WRITE_ONCE:
        _run(f"drop trigger write_once on {table}")
    for table in EVIDENCE:
        _run(f"drop trigger never_emptied on {table}")
    _run(REFUSE_BEFORE)
