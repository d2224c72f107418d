"""A case's words are gathered by its key: comparing every key as text read all cases each time."""

from typing import Any

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

# `case` keeps the key of one kind from being read as that of another.
KEEP_CASE = """
create or replace function keep_case(a_kind text, a_case text) returns void language sql as $$
  insert into case_document (kind, case_id, customer_id, changed_at, words)
  select 'ticket', t.id::text, t.customer_id, t.updated_at,
         words_of(concat_ws(' ', t.number, t.subject, t.email, person_of(t.customer_id), (
           select string_agg(text, ' ' order by id desc) from (
             select id, text from ticket_entry where ticket_id = t.id order by id desc limit 200
           ) newest)))
    from ticket t where a_kind = 'ticket' and {ticket}
  union all
  select 'conversation', c.id::text, c.customer_id, c.last_message_at,
         words_of(concat_ws(' ', person_of(c.customer_id), (
           select string_agg(text, ' ' order by id desc) from (
             select id, text from message where conversation_id = c.id
                and author in ('customer', 'agent') order by id desc limit 200
           ) newest)))
    from conversation c where a_kind = 'conversation' and {conversation}
  union all
  select 'complaint', k.id::text, k.customer_id, k.received_at,
         words_of(concat_ws(' ', k.number, k.what_happened, k.remedy_sought, k.contact, k.email,
                            person_of(k.customer_id)))
    from complaint k where a_kind = 'complaint' and {complaint}
  on conflict (kind, case_id) do update set
    customer_id = excluded.customer_id, changed_at = excluded.changed_at, words = excluded.words
$$
"""
BY_KEY = {
    "ticket": "t.id = case when a_kind = 'ticket' then a_case::bigint end",
    "conversation": "c.id = case when a_kind = 'conversation' then a_case::uuid end",
    "complaint": "k.id = case when a_kind = 'complaint' then a_case::bigint end",
}
BY_TEXT = {
    "ticket": "t.id::text = a_case",
    "conversation": "c.id::text = a_case",
    "complaint": "k.id::text = a_case",
}


def _run(sql: str) -> None:
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(sql)


def upgrade() -> None:
    _run(KEEP_CASE.format(**BY_KEY))


def downgrade() -> None:
    _run(KEEP_CASE.format(**BY_TEXT))
