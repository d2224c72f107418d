"""What integrity brings to the desk: the chain over the audit trail, and its verification."""

from helpdesk.feature import Feature
from helpdesk.integrity import console, jobs
from helpdesk.integrity.settings import Integrity
from helpdesk.platform.jobqueue import EVERY_MINUTE, HOURLY, MAIL_RETRY, Job

INTEGRITY = Feature(
    "integrity",
    console=(console.blueprint,),
    links={"integrity": "integrity.index"},
    settings=(Integrity,),
    jobs=(
        Job("seal_trail", jobs.seal_trail, due=EVERY_MINUTE),
        Job("export_trail_head", jobs.export_trail_head, due=HOURLY),
        Job("mail_trail_head", jobs.mail_trail_head, retry=MAIL_RETRY),
        Job("verify_each_day", jobs.verify_each_day, due=HOURLY),
        Job("verify_trail", jobs.verify_trail),
    ),
)
