"""What replies bring to the desk: what was answered before, suggested beside an answer."""

from helpdesk.feature import Feature
from helpdesk.platform.jobqueue import HOURLY, Job
from helpdesk.replies import jobs
from helpdesk.replies.demo import bring_replies

REPLIES = Feature(
    "replies",
    jobs=(
        Job("learn_from_ticket", jobs.learn_from_ticket),
        Job("learn_from_conversation", jobs.learn_from_conversation),
        Job("learn_replies", jobs.learn_replies, due=HOURLY),
    ),
    demo=bring_replies,
)
