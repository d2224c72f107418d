"""What conversations bring to the desk: the widget's API, the inbox and the bot's turns."""

from helpdesk.conversations import agents_api, api, bot_api, jobs
from helpdesk.conversations.assigning.settings import Chats
from helpdesk.conversations.console import articles, inbox, passing
from helpdesk.conversations.queries import to_do
from helpdesk.feature import Entry, Feature, FeedbackSource
from helpdesk.languages.catalogues import N_
from helpdesk.platform.jobqueue import EVERY_MINUTE, NIGHTLY, TURN_RETRY, Job
from helpdesk.settings.sections import Retention

CONVERSATIONS = Feature(
    "conversations",
    console=(inbox.blueprint, passing.blueprint, articles.blueprint),
    agents_api=(agents_api.blueprint,),
    bot_api=(bot_api.blueprint,),
    public_api=(api.blueprint,),
    rail=Entry(
        N_("Inbox"), "/console", icon="inbox", key="1", count=to_do, inside="/console/conversations"
    ),
    links={"conversation": "inbox.show", "said": "inbox.said", "live_events": "inbox.events"},
    jobs=(
        Job("answer_with_bot", jobs.answer_with_bot, retry=TURN_RETRY),
        Job("give_chats", jobs.give_chats, due=EVERY_MINUTE),
        Job("forget_old_conversations", jobs.forget_old_conversations, due=NIGHTLY),
    ),
    settings=(Chats, Retention),
    feedback_sources=(
        FeedbackSource(
            "conversation",
            "select subject_id || ':' || (after ->> 'session'), '' from audit_event"
            " where subject_type = 'conversation' and action = 'resolved'",
        ),
        FeedbackSource(
            "answer_rating",
            "select id::text, coalesce(comment, '') from message where helpful is not null",
        ),
        FeedbackSource(
            "satisfaction",
            "select conversation_id || ':' || session_number, coalesce(comment, '')"
            " from conversation_rating",
        ),
    ),
)
