"""The desk's features, from the bottom up: each one imports only those that stand before it.

The last ones are pages composed of several.
"""

from helpdesk.accounts.feature import ACCOUNTS
from helpdesk.articles.feature import ARTICLES
from helpdesk.automation.feature import AUTOMATION
from helpdesk.cases.feature import CASES
from helpdesk.complaints.feature import COMPLAINTS
from helpdesk.conversations.feature import CONVERSATIONS
from helpdesk.customers.feature import CUSTOMERS
from helpdesk.feedback.feature import FEEDBACK
from helpdesk.integrity.feature import INTEGRITY
from helpdesk.leaving.feature import LEAVING
from helpdesk.macros.feature import MACROS
from helpdesk.notices.feature import NOTICES
from helpdesk.registers.feature import REGISTERS
from helpdesk.replies.feature import REPLIES
from helpdesk.tickets.feature import TICKETS
from helpdesk.widget.feature import WIDGET

FEATURES = (
    ACCOUNTS,
    CUSTOMERS,
    ARTICLES,
    CONVERSATIONS,
    TICKETS,
    FEEDBACK,
    COMPLAINTS,
    MACROS,
    AUTOMATION,
    INTEGRITY,
    CASES,
    NOTICES,
    REGISTERS,
    REPLIES,
    LEAVING,
    WIDGET,
)
FEEDBACK_SOURCES = tuple(source for feature in FEATURES for source in feature.feedback_sources)
