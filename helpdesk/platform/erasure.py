"""Taking a customer's words out of records that otherwise keep them for ever."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

# What stands where the words stood; the guards of the database let nothing else replace them.
ERASED = "[erased]"


def permit(session: Session) -> None:
    """Until this transaction ends, words that are written once may be erased."""
    session.execute(select(func.set_config("heed.erasing", "on", True)))
