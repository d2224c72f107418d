"""Every case has one document of its words, which the database keeps whoever writes or erases."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

# Letters and digits alone, so that parts of numbers and addresses are found as well.
WORDS = """
create function words_of(said text) returns tsvector language sql immutable as $$
  select to_tsvector('simple', regexp_replace(left(said, 200000), '[^[:alnum:]]+', ' ', 'g'))
$$;
create function person_of(a_customer uuid) returns text language sql stable as $$
  select concat_ws(' ', name, email, contact) from customer where id = a_customer
$$;
create function keep_case(a_kind text, a_case text) returns void language sql as $$
  insert into case_document (kind, case_id, customer_id, changed_at, words)
  select 'ticket', t.id::text, t.customer_id, t.updated_at,
         words_of(concat_ws(' ', t.number, t.subject, t.email, person_of(t.customer_id), (
           select string_agg(text, ' ' order by id desc) from (
             select id, text from ticket_entry where ticket_id = t.id order by id desc limit 200
           ) newest)))
    from ticket t where a_kind = 'ticket' and t.id::text = a_case
  union all
  select 'conversation', c.id::text, c.customer_id, c.last_message_at,
         words_of(concat_ws(' ', person_of(c.customer_id), (
           select string_agg(text, ' ' order by id desc) from (
             select id, text from message where conversation_id = c.id
                and author in ('customer', 'agent') order by id desc limit 200
           ) newest)))
    from conversation c where a_kind = 'conversation' and c.id::text = a_case
  union all
  select 'complaint', k.id::text, k.customer_id, k.received_at,
         words_of(concat_ws(' ', k.number, k.what_happened, k.remedy_sought, k.contact, k.email,
                            person_of(k.customer_id)))
    from complaint k where a_kind = 'complaint' and k.id::text = a_case
  on conflict (kind, case_id) do update set
    customer_id = excluded.customer_id, changed_at = excluded.changed_at, words = excluded.words
$$;
create function keep_own_case() returns trigger language plpgsql as $$
begin
  perform keep_case(tg_argv[0], to_jsonb(new) ->> tg_argv[1]);
  return null;
end $$;
create function keep_cases_of_customer() returns trigger language plpgsql as $$
begin
  perform keep_case(kind, case_id) from case_document where customer_id = new.id;
  return null;
end $$;
"""
TRIGGERS = """
create trigger keep_words
  after insert or update of subject, email, customer_id, updated_at on ticket
  for each row execute function keep_own_case('ticket', 'id');
create trigger keep_words after insert or update of text on ticket_entry
  for each row execute function keep_own_case('ticket', 'ticket_id');
create trigger keep_words after update of customer_id, last_message_at on conversation
  for each row execute function keep_own_case('conversation', 'id');
create trigger keep_words after update of text on message
  for each row execute function keep_own_case('conversation', 'conversation_id');
create trigger keep_words
  after insert or update of what_happened, remedy_sought, contact, email, customer_id on complaint
  for each row execute function keep_own_case('complaint', 'id');
create trigger keep_words after update of name, email, contact on customer
  for each row execute function keep_cases_of_customer();
"""
BACKFILL = """
select keep_case('ticket', id::text) from ticket;
select keep_case('conversation', id::text) from conversation where last_message_at is not null;
select keep_case('complaint', id::text) from complaint;
"""
GONE = """
drop function keep_own_case cascade;
drop function keep_cases_of_customer cascade;
drop function keep_case;
drop function person_of;
drop function words_of;
"""


def _run(sql: str) -> None:
    """Several statements in one go, which only the driver's own cursor allows."""
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(sql)


def upgrade() -> None:
    op.create_table(
        "case_document",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", TSVECTOR(), nullable=False),
        sa.CheckConstraint(
            "kind in ('ticket', 'conversation', 'complaint')", name=op.f("ck_case_document_kind")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_case_document_customer_id")
        ),
        sa.PrimaryKeyConstraint("kind", "case_id", name=op.f("pk_case_document")),
    )
    op.create_index("ix_case_document_customer_id", "case_document", ["customer_id"])
    op.create_index("ix_case_document_changed_at", "case_document", ["changed_at"])
    op.create_index("ix_case_document_words", "case_document", ["words"], postgresql_using="gin")
    op.create_table(
        "case_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_case_word")),
    )
    for sql in (WORDS, TRIGGERS, BACKFILL):
        _run(sql)


def downgrade() -> None:
    _run(GONE)
    op.drop_table("case_word")
    op.drop_table("case_document")
