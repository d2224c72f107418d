"""What replies bring to the desk: what was answered before, suggested beside an answer."""

from helpdesk.feature import Feature
from helpdesk.platform.jobqueue import HOURLY, Job
from helpdesk.replies import beside, console, jobs
from helpdesk.replies.demo import bring_replies
from helpdesk.replies.settings import SuggestedReplies

REPLIES = Feature(
    "replies",
    console=(console.blueprint, beside.blueprint),
    links={
        "replies": "replies.index",
        "replies_for_conversation": "replies_beside.for_conversation",
        "replies_for_ticket": "replies_beside.for_ticket",
    },
    jobs=(
        Job("learn_from_ticket", jobs.learn_from_ticket),
        Job("learn_from_conversation", jobs.learn_from_conversation),
        Job("learn_replies", jobs.learn_replies, due=HOURLY),
    ),
    settings=(SuggestedReplies,),
    demo=bring_replies,
)
