"""The database refuses a step of a complaint whose conditions are not met, whoever writes it."""

from typing import Any

from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

FOLLOWS = (
    "received>acknowledged", "received>withdrawn", "received>reclassified",
    "acknowledged>assessed", "acknowledged>withdrawn", "acknowledged>reclassified",
    "assessed>investigating", "assessed>response_proposed", "assessed>withdrawn",
    "investigating>response_proposed", "investigating>withdrawn",
    "response_proposed>decision_communicated",
    "decision_communicated>closed", "decision_communicated>escalated",
    "escalated>response_proposed", "escalated>external_dispute",
    "external_dispute>decision_communicated",
    "closed>reopened", "reopened>investigating",
)  # fmt: skip
# What may be filled in where nothing stood, and is then kept; some columns may change.
FILLED_IN = {
    "complaint_inquiry": (),
    "complaint_decision": ("token_hash", "offered_outside"),
    "complaint_dispute": (),
    "complaint_reclassification": (),
    "complaint_duty": ("due_at", "warned_at"),
}
ONCE = ("what_happened", "received_at", "recorded_at", "number", "remedy_sought", "channel")
ONCE_BEFORE = ("what_happened", "received_at", "number")
APPEND_ONLY = {"complaint_assessment": (), "complaint_progress": ("words",)}

PARTS = """
create function newest_decision(of_complaint bigint) returns complaint_decision language sql stable
as $$
  select * from complaint_decision where complaint_id = of_complaint order by id desc limit 1
$$;
create function involved_in_complaint(of_complaint bigint) returns setof bigint language sql stable
as $$
  select assessed_by_id from complaint_assessment where complaint_id = of_complaint
  union select investigator_id from complaint_inquiry where complaint_id = of_complaint
  union select decided_by_id from complaint_inquiry where complaint_id = of_complaint
  union select proposed_by_id from complaint_decision where complaint_id = of_complaint
  union select approved_by_id from complaint_decision where complaint_id = of_complaint
  union select owner_id from complaint_event where complaint_id = of_complaint
  union select subject_id from complaint where id = of_complaint
$$;
create function demand(met boolean, otherwise text) returns void language plpgsql as $$
begin
  if met is not true then
    raise exception '%', otherwise using errcode = 'check_violation';
  end if;
end $$;
create function refuse_overwriting() returns trigger language plpgsql as $$
declare name text;
begin
  for name in select jsonb_object_keys(to_jsonb(old)) loop
    if not name = any(coalesce(tg_argv, '{}'))
       and to_jsonb(old) ->> name is not null
       and to_jsonb(old) -> name is distinct from to_jsonb(new) -> name
       and not (coalesce(current_setting('heed.erasing', true), '') = 'on'
                and coalesce(to_jsonb(new) ->> name, '') = '[erased]') then
      raise exception '%.% is written once', tg_table_name, name;
    end if;
  end loop;
  return new;
end $$;
"""
# Before, what is written once could be set to null where nothing was ever erased in the session:
# a comparison with a setting that is not there is neither true nor false.
REWRITING = """
create or replace function refuse_rewriting() returns trigger language plpgsql as $$
declare name text;
begin
  foreach name in array tg_argv loop
    if to_jsonb(old) -> name is distinct from to_jsonb(new) -> name
       and not (coalesce(current_setting('heed.erasing', true), '') = 'on'
                and coalesce(to_jsonb(new) ->> name, '') = '[erased]') then
      raise exception '%.% is written once', tg_table_name, name;
    end if;
  end loop;
  return new;
end $$;
"""

MOVES = """
create function guard_complaint() returns trigger language plpgsql as $$
declare
  d complaint_decision;
begin
  if tg_op = 'INSERT' then
    perform demand(new.state = 'received', 'a complaint begins as received');
    return new;
  end if;
  perform demand(old.closed_at is null or new.closed_at >= old.closed_at,
    'the date of closing stays');
  perform demand(not exists (select from complaint_inquiry where complaint_id = new.id
      and ended_at is null and investigator_id = new.subject_id),
    'nobody investigates themselves');
  if new.state = old.state then
    return new;
  end if;
  perform demand(old.state || '>' || new.state = any(array[{follows}]),
    format('a complaint that is %s cannot become %s', old.state, new.state));
  d := newest_decision(new.id);
  case new.state
  when 'acknowledged' then
    perform demand(new.acknowledgement <> '' and new.acknowledged_at is not null
        or new.unacknowledged_because <> '',
      'acknowledged: nobody was told, and nothing says why that is impossible');
  when 'assessed' then
    perform demand(new.owner_id is not null and new.gravity is not null
        and exists (select from complaint_assessment where complaint_id = new.id),
      'assessed: an assessment and an owner are missing');
  when 'investigating' then
    perform demand(exists (select from complaint_inquiry where complaint_id = new.id
        and ended_at is null and investigator_id is distinct from new.subject_id),
      'investigating: an investigator who is not its subject is missing');
  when 'response_proposed' then
    perform demand(d.id is not null and d.told_at is null and d.sent_back_by_id is null,
      'response_proposed: a response is missing');
    perform demand(new.nonconformity is not null and new.nonconformity_reason <> '',
      'response_proposed: whether a requirement was violated is not decided');
    perform demand(old.state = 'escalated' or exists (
        select from complaint_inquiry where complaint_id = new.id and ended_at is not null
          and (findings <> '' and cause <> ''
               or not_needed_because <> '' and decided_by_id is not null)),
      'response_proposed: findings and cause are missing, or why nobody looked into it');
    perform demand(old.state <> 'escalated' or d.level > 1 and d.proposed_by_id = new.owner_id,
      'response_proposed: whoever decides anew proposes it');
  when 'decision_communicated' then
    perform demand(d.told_at is not null and d.approved_by_id is not null,
      'decision_communicated: an approved decision that was told is missing');
    perform demand(old.state <> 'external_dispute' or exists (
        select from complaint_dispute where complaint_id = new.id and outcome <> ''
          and ended_at is not null),
      'decision_communicated: the outcome outside is not recorded');
  when 'escalated' then
    perform demand(d.reply = 'rejected', 'escalated: the customer has not rejected the decision');
    perform demand(new.owner_id is not null and not exists (
        select from involved_in_complaint(new.id) i where i = new.owner_id),
      'escalated: somebody who was not involved has to own it');
  when 'external_dispute' then
    perform demand(exists (select from complaint_dispute where complaint_id = new.id
        and ended_at is null), 'external_dispute: the body outside is not named');
  when 'closed' then
    perform demand(new.closed_at is not null and d.told_at is not null,
      'closed: the customer was told no decision');
    perform demand(new.acknowledged_at is not null or new.unacknowledged_because <> '',
      'closed: the complaint was never acknowledged');
    perform demand(new.nonconformity is not null and new.nonconformity_reason <> '',
      'closed: whether a requirement was violated is not decided');
    perform demand(d.reply = 'accepted' or d.reply is null and d.reminded_at is not null
        or d.reply = 'rejected' and d.offered_outside,
      'closed: not accepted, not contacted twice, and no way outside was offered');
  when 'reclassified' then
    perform demand(exists (select from complaint_reclassification where complaint_id = new.id
        and agreed), 'reclassified: a second person has not agreed');
  else
    null;
  end case;
  return new;
end $$;
create function guard_complaint_step() returns trigger language plpgsql as $$
begin
  perform demand(new.state in ('received', 'acknowledged') or new.actor ~ '^(agent|customer):',
    format('%s is decided by a person', new.state));
  perform demand(new.state not in ('assessed', 'investigating', 'response_proposed',
      'decision_communicated', 'external_dispute', 'closed', 'reclassified')
      or new.actor ~ '^agent:',
    format('%s is decided by a person of the desk', new.state));
  perform demand(new.state not in ('withdrawn', 'reclassified', 'reopened', 'external_dispute',
      'closed')
      or new.reason <> '',
    format('%s needs a reason', new.state));
  return new;
end $$;
create function guard_complaint_history() returns trigger language plpgsql as $$
begin
  perform demand(new.state = (select state from complaint_event
      where complaint_id = new.id order by id desc limit 1)
      or new.state <> (select state from complaint where id = new.id),
    'each step of a complaint is recorded');
  return null;
end $$;
create function guard_complaint_investigator() returns trigger language plpgsql as $$
begin
  perform demand(new.investigator_id is distinct from
      (select subject_id from complaint where id = new.complaint_id)
      or new.investigator_id is null,
    'nobody investigates themselves');
  return new;
end $$;
create trigger keeps_the_order before insert or update on complaint
  for each row execute function guard_complaint();
create trigger decided_by_people before insert on complaint_event
  for each row execute function guard_complaint_step();
create constraint trigger recorded after update of state on complaint
  deferrable initially deferred for each row execute function guard_complaint_history();
create trigger independent before insert or update on complaint_inquiry
  for each row execute function guard_complaint_investigator();
"""
FUNCTIONS = (
    "guard_complaint_investigator", "guard_complaint_history", "guard_complaint_step",
    "guard_complaint", "refuse_overwriting", "demand", "involved_in_complaint", "newest_decision",
)  # fmt: skip


def _run(sql: str) -> None:
    """Several statements in one go, which only the driver's own cursor allows."""
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(sql)


def upgrade() -> None:
    _run(PARTS)
    _run(REWRITING)
    _run(MOVES.replace("{follows}", ", ".join(f"'{each}'" for each in FOLLOWS)))
    _written_once(ONCE)
    for table, columns in FILLED_IN.items():
        _run(
            f"create trigger only_filled_in before update on {table} "
            f"for each row execute function refuse_overwriting({_quoted(columns)})"
        )
    for table, columns in APPEND_ONLY.items():
        _run(
            f"create trigger append_only before update on {table} "
            f"for each row execute function refuse_change({_quoted(columns)})"
        )
    for table in (*FILLED_IN, *APPEND_ONLY):
        _run(
            f"create trigger never_deleted before delete on {table} "
            "for each row execute function refuse_change();"
            f"create trigger never_emptied before truncate on {table} "
            "for each statement execute function refuse_truncating()"
        )


def downgrade() -> None:
    _run("set constraints all immediate")  # no table is changed whose triggers still wait
    for table in (*FILLED_IN, *APPEND_ONLY):
        _run(f"drop trigger never_deleted on {table}; drop trigger never_emptied on {table}")
    for table in FILLED_IN:
        _run(f"drop trigger only_filled_in on {table}")
    for table in APPEND_ONLY:
        _run(f"drop trigger append_only on {table}")
    _written_once(ONCE_BEFORE)
    _run(
        "drop trigger keeps_the_order on complaint; drop trigger recorded on complaint;"
        "drop trigger decided_by_people on complaint_event;"
        "drop trigger independent on complaint_inquiry"
    )
    for function in FUNCTIONS:
        _run(f"drop function {function}")


def _written_once(columns: tuple[str, ...]) -> None:
    _run(
        "drop trigger write_once on complaint;"
        "create trigger write_once before update on complaint "
        f"for each row execute function refuse_rewriting({_quoted(columns)})"
    )


def _quoted(columns: tuple[str, ...]) -> str:
    return ", ".join(f"'{column}'" for column in columns)
