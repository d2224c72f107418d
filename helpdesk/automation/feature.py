"""What automation brings to the desk: rules that act on tickets by themselves."""

from helpdesk.automation import console, jobs
from helpdesk.automation.demo import bring_rules
from helpdesk.feature import Feature
from helpdesk.platform.jobqueue import EVERY_MINUTE, MAIL_RETRY, Job

AUTOMATION = Feature(
    "automation",
    console=(console.blueprint,),
    links={"automation": "automation.index"},
    demo=bring_rules,
    jobs=(
        Job("act_on_ticket", jobs.act_on_ticket),
        Job("act_on_untouched", jobs.act_on_untouched, due=EVERY_MINUTE),
        Job("mail_rule_acted", jobs.mail_rule_acted, retry=MAIL_RETRY),
    ),
)
