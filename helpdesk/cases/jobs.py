"""Background work of cases: which words are in use, for typing errors in a search."""

from helpdesk.cases.finding import learn_words
from helpdesk.platform.db import transaction


def learn_case_words(timestamp: int = 0) -> None:
    """Each hour, and when a customer was erased."""
    with transaction() as session:
        learn_words(session)
