"""What integrity brings to the desk: the chain over the audit trail, and its verification."""

from helpdesk.feature import Feature
from helpdesk.integrity import jobs
from helpdesk.platform.jobqueue import EVERY_MINUTE, HOURLY, Job

INTEGRITY = Feature(
    "integrity",
    jobs=(
        Job("seal_trail", jobs.seal_trail, due=EVERY_MINUTE),
        Job("export_trail_head", jobs.export_trail_head, due=HOURLY),
    ),
)
