"""The database's shape over time; `migrate` brings a database to the newest one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

from helpdesk.accounts import models as accounts
from helpdesk.articles import models as articles
from helpdesk.authentication import pauses, sign_ins
from helpdesk.complaints import models as complaints
from helpdesk.conversations import models as conversations
from helpdesk.customers import models as customers
from helpdesk.feedback import models as feedback
from helpdesk.platform import audit, numbering
from helpdesk.platform.db import Base
from helpdesk.settings import models as settings
from helpdesk.tickets import models as tickets
from helpdesk.web import submissions

MODELS = (
    accounts,
    articles,
    audit,
    complaints,
    conversations,
    customers,
    feedback,
    numbering,
    pauses,
    settings,
    sign_ins,
    submissions,
    tickets,
)
TABLES = Base.metadata


def configuration(connection: Connection) -> Config:
    """Alembic's settings for this connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def migrate(connection: Connection, *, revision: str = "head") -> None:
    """Bring the database to the revision, in the connection's own transaction."""
    command.upgrade(configuration(connection), revision)
