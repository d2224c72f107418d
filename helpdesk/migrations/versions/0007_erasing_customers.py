"""Customers can be erased: the guards let words give way to the mark of erasure, and only to it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Which parts of a row that is never changed may hold a customer's words.
WORDS = {"audit_event": ("before", "after", "reason"), "complaint_event": ("reason",)}

REFUSE = """
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_nargs > 0
     and current_setting('heed.erasing', true) = 'on'
     and to_jsonb(old) - tg_argv = to_jsonb(new) - tg_argv then
    return new;
  end if;
  raise exception '% keeps every row as it was written', tg_table_name;
end $$;
create or replace function refuse_rewriting() returns trigger language plpgsql as $$
declare name text;
begin
  foreach name in array tg_argv loop
    if to_jsonb(old) -> name is distinct from to_jsonb(new) -> name
       and not (current_setting('heed.erasing', true) = 'on'
                and to_jsonb(new) ->> name = '[erased]') then
      raise exception '%.% is written once', tg_table_name, name;
    end if;
  end loop;
  return new;
end $$;
"""
REFUSE_ALWAYS = """
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% keeps every row as it was written', tg_table_name;
end $$;
create or replace function refuse_rewriting() returns trigger language plpgsql as $$
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


def _guard(table: str, columns: tuple[str, ...]) -> None:
    arguments = ", ".join(f"'{column}'" for column in columns)
    _run(
        f"drop trigger append_only on {table};"
        f"create trigger append_only before update or delete on {table} "
        f"for each row execute function refuse_change({arguments})"
    )


def upgrade() -> None:
    op.add_column("customer", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    _run(REFUSE)
    for table, columns in WORDS.items():
        _guard(table, columns)


def downgrade() -> None:
    for table in WORDS:
        _guard(table, ())
    _run(REFUSE_ALWAYS)
    op.drop_column("customer", "erased_at")
