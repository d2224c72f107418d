"""What the search of cases does when something happened elsewhere in the desk."""

from sqlalchemy.orm import Session

from helpdesk.platform import events
from helpdesk.platform.jobqueue import enqueue


def on_customer_erased(session: Session, _fact: events.CustomerErased) -> None:
    """A name that nobody has any more is no word in use."""
    enqueue(session, "learn_case_words")
