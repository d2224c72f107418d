"""What complaints bring to the desk: taking them in, and what becomes of them."""

from helpdesk.complaints import agents_api, bot_api, console, jobs, portal
from helpdesk.complaints.duties import jobs as duties
from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.filing import console as filing
from helpdesk.complaints.handling import console as handling
from helpdesk.complaints.handling import portal as answers
from helpdesk.complaints.queries import AUDITED, open_complaints
from helpdesk.complaints.unstated import jobs as unstated
from helpdesk.feature import Entry, Feature, FeedbackSource
from helpdesk.languages.catalogues import N_
from helpdesk.platform.jobqueue import EVERY_MINUTE, HOURLY, MAIL_RETRY, Job

COMPLAINTS = Feature(
    "complaints",
    console=(console.blueprint, filing.blueprint, handling.blueprint),
    portal=(portal.blueprint, answers.blueprint),
    agents_api=agents_api.blueprints,
    bot_api=(bot_api.blueprint,),
    rail=Entry(
        N_("Complaints"),
        "/console/complaints",
        icon="megaphone",
        key="3",
        count=lambda _agent: open_complaints(),
    ),
    links={
        "complaint_record": "complaints.of_record",
        "file_complaint": "complaint_filing.new",
        "new_complaint": "my_complaints.complain",
    },
    settings=(Complaints,),
    jobs=(
        Job("mail_acknowledgement", jobs.mail_acknowledgement, retry=MAIL_RETRY),
        Job("mail_complaint", jobs.mail_complaint, retry=MAIL_RETRY),
        Job("remind_of_decisions", jobs.remind_of_decisions, due=HOURLY),
        Job("watch_complaints", duties.watch_complaints, due=EVERY_MINUTE),
        Job("hear_out_left_chats", unstated.hear_out_left_chats, due=EVERY_MINUTE),
    ),
    audited=(AUDITED,),
    feedback_sources=(
        FeedbackSource(
            "complaint",
            "select id::text, what_happened from complaint",
            page=("complaints.of_record", "complaint_id"),
        ),
    ),
)
