"""The audit trail becomes a chain, and says of every record what it is from now on compared with.

Events that are there already get no seal here, however many they are: the worker seals them.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

SEAL = ("seq", "key", "words", "prev_hash", "hash")

# An event arrives unsealed and by the database's clock. It is sealed once; an erasure may take
# its words and their key. Anything else is refused, as `refuse_change` refuses it.
KEEP = """
create function begin_unsealed() returns trigger language plpgsql as $$
begin
  new.recorded_at := clock_timestamp();
  new.seq := null; new.key := null; new.words := null; new.prev_hash := null; new.hash := null;
  return new;
end $$;
create function is_sealing(old audit_event, new audit_event) returns boolean
language sql immutable as $$
  select old.seq is null and new.seq is not null and new.key is not null
     and to_jsonb(old) - '{seq,key,words,prev_hash,hash}'::text[]
       = to_jsonb(new) - '{seq,key,words,prev_hash,hash}'::text[]
$$;
create trigger arrives_unsealed before insert on audit_event
  for each row execute function begin_unsealed();
drop trigger append_only on audit_event;
create trigger never_deleted before delete on audit_event
  for each row execute function refuse_change();
create trigger append_only before update on audit_event
  for each row when (not is_sealing(old, new))
  execute function refuse_change(before, after, reason, key);
"""
LET_GO = """
drop trigger append_only on audit_event;
drop trigger never_deleted on audit_event;
drop trigger arrives_unsealed on audit_event;
create trigger append_only before update or delete on audit_event
  for each row execute function refuse_change(before, after, reason);
drop function is_sealing;
drop function begin_unsealed;
"""

_MOMENT = """to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
_ARTICLE = "encode(sha256(convert_to(title || E'\\n' || body, 'UTF8')), 'hex')"
_VERBATIM = "encode(sha256(convert_to(nullif(verbatim, ''), 'UTF8')), 'hex')"
AS_FOUND = {
    "ticket": "'number', number, 'state', state, 'priority', priority, 'agent', agent_id",
    "article": f"'version', version, 'state', state, 'audience', audience, 'text', {_ARTICLE}",
    "complaint": f"'number', number, 'state', state, 'received_at', {_MOMENT}",
    "feedback": "'number', number, 'kind', kind, 'source', source, 'source_id', source_id, "
    f"'score', score, 'received_at', {_MOMENT}, "
    f"'verbatim', {_VERBATIM}, 'decision', "
    "(select decision from feedback_triage t where t.feedback_id = feedback.id and t.current)",
}


def _run(sql: str) -> None:
    """Several statements in one go, which only the driver's own cursor allows."""
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(sql)


def upgrade() -> None:
    op.add_column("audit_event", sa.Column("recorded_at", sa.DateTime(timezone=True)))
    op.add_column("audit_event", sa.Column("seq", sa.BigInteger()))
    for name in SEAL[1:]:
        op.add_column("audit_event", sa.Column(name, sa.LargeBinary()))
    op.create_unique_constraint("uq_audit_event_seq", "audit_event", ["seq"])
    op.create_index(
        "ix_audit_event_unsealed", "audit_event", ["id"], postgresql_where=sa.text("seq is null")
    )
    _run(KEEP)
    for table, values in AS_FOUND.items():
        op.execute(
            "insert into audit_event (at, actor, action, subject_type, subject_id, after) "
            f"select now(), 'system', 'found', '{table}', id, jsonb_build_object({values}) "
            f"from {table} order by id"
        )


def downgrade() -> None:
    _run(LET_GO)
    op.drop_index("ix_audit_event_unsealed", "audit_event")
    op.drop_constraint("uq_audit_event_seq", "audit_event")
    for name in ("recorded_at", *SEAL):
        op.drop_column("audit_event", name)
