"""What notices bring to the desk: a bell in the console, and letters to agents."""

from helpdesk.feature import Entry, Feature
from helpdesk.languages.catalogues import N_
from helpdesk.notices import console, jobs
from helpdesk.notices.queries import unread
from helpdesk.notices.settings import Notices
from helpdesk.platform.jobqueue import MAIL_RETRY, NIGHTLY, Job

NOTICES = Feature(
    "notices",
    console=(console.blueprint,),
    rail=Entry(N_("Notices"), "/console/notices", icon="bell", key="9", count=unread),
    links={"newest_notice": "notices.newest", "notice_ways": "notices.ways"},
    settings=(Notices,),
    jobs=(
        Job("mail_notice", jobs.mail_notice, retry=MAIL_RETRY),
        Job("forget_old_notices", jobs.forget_old_notices, due=NIGHTLY),
    ),
)
