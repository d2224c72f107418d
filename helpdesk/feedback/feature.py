"""What feedback brings to the desk: every record's decision, and the proof that none is missing."""

from helpdesk.accounts.rules import QUALITY
from helpdesk.feature import Entry, Feature
from helpdesk.feedback import api, bot_api, console
from helpdesk.feedback.queries import AUDITED, pending_feedback
from helpdesk.languages.catalogues import N_

FEEDBACK = Feature(
    "feedback",
    console=(console.blueprint,),
    agents_api=(api.blueprint,),
    bot_api=(bot_api.blueprint,),
    rail=Entry(
        N_("Feedback"),
        "/console/feedback",
        icon="message-square-quote",
        key="4",
        roles=QUALITY,
        count=lambda _agent: pending_feedback(),
    ),
    audited=(AUDITED,),
)
