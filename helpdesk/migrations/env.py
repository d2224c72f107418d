"""Alembic's entry: runs on the connection that `helpdesk/migrations/__init__.py` hands over."""

from alembic import context

from helpdesk.migrations import TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    include_object=lambda thing, name, kind, reflected, compared: (
        not (kind == "table" and reflected and compared is None)
    ),
)
with context.begin_transaction():
    context.run_migrations()
