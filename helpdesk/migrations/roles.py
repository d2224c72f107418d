"""Two roles in the database: the owner migrates, the application reads and adds."""

from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from sqlalchemy import text
from sqlalchemy.engine import Connection

APPLICATION = "heed"
# The guards of these tables are triggers; the application's role may not even try.
NEVER_DELETED = (
    "article_version",
    "audit_event",
    "complaint",
    "complaint_assessment",
    "complaint_decision",
    "complaint_dispute",
    "complaint_duty",
    "complaint_event",
    "complaint_inquiry",
    "complaint_progress",
    "complaint_reclassification",
    "conversation_rating",
    "feedback",
    "feedback_triage",
    "message",
    "settings_version",
    "ticket_entry",
)
# Rows that are only added; an erasure may blank these columns of them.
ONLY_ADDED = {
    "article_version": (),
    "audit_event": (
        *("before", "after", "reason", "key"),
        *("seq", "words", "prev_hash", "hash"),  # once, when it is sealed
    ),
    "complaint_assessment": (),
    "complaint_event": ("reason",),
    "complaint_progress": ("words",),
    "settings_version": (),
}
_GRANTS = """
grant usage, create on schema public, rasa to {role};
grant select, insert, update, delete on all tables in schema public, rasa to {role};
grant usage, select on all sequences in schema public, rasa to {role};
revoke insert, update, delete on alembic_version from {role};
"""
# Search makes a graph per language and tells the planner what it counted: both are the owner's.
_SEARCH_TABLES = text(
    "select tablename from pg_tables where schemaname = 'public' and starts_with(tablename, 'kb_')"
)


@dataclass(frozen=True)
class Database:
    """One database, and the two roles that sign in to it: by their addresses.

    The owner migrates. The application, which is everything that runs, may not change the tables
    nor delete evidence. Both are one role where a named database says nothing of an owner.
    """

    owner: str
    application: str

    @property
    def separated(self) -> bool:
        """Are owner and application two roles?"""
        return role_of(self.owner) != role_of(self.application)


def role_of(url: str) -> str:
    """Whom this address of the database signs in as."""
    return unquote(urlsplit(url).username or "postgres")


def as_role(url: str, role: str) -> str:
    """The same address for another role, which signs in without a password."""
    parts: SplitResult = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{role}:@{place}").geturl()


def make_unless_there(connection: Connection, role: str) -> None:
    """The embedded database's application needs no password: only its owner reaches the socket."""
    known = text("select 1 from pg_roles where rolname = :role")
    if connection.scalar(known, {"role": role}) is None:
        name = connection.dialect.identifier_preparer.quote(role)
        connection.exec_driver_sql(f"create role {name} login")


def grant(connection: Connection, role: str) -> None:
    """What the application may do to the tables as they are now; run after every migration."""
    name = connection.dialect.identifier_preparer.quote(role)
    for statement in _GRANTS.format(role=name).strip().splitlines():
        connection.exec_driver_sql(statement)
    for table in NEVER_DELETED:
        connection.exec_driver_sql(f"revoke delete on {table} from {name}")
    for table, columns in ONLY_ADDED.items():
        connection.exec_driver_sql(f"revoke update on {table} from {name}")
        if columns:
            connection.exec_driver_sql(f"grant update ({', '.join(columns)}) on {table} to {name}")
    for table in connection.scalars(_SEARCH_TABLES).all():
        connection.exec_driver_sql(f"alter table {table} owner to {name}")
