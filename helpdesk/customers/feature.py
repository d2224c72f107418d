"""What customers bring to the desk: their sign-in to the portal, and what agents know of them."""

from helpdesk.customers import api, codes, console, jobs, portal
from helpdesk.feature import Feature
from helpdesk.platform.jobqueue import MAIL_RETRY, NIGHTLY, Job

CUSTOMERS = Feature(
    "customers",
    console=(console.blueprint,),
    portal=(portal.blueprint,),
    agents_api=(api.blueprint,),
    links={"customer_sign_in": "customer.sign_in", "choose_language": "customer.choose_language"},
    jobs=(
        Job("send_code", jobs.send_code, retry=MAIL_RETRY),
        Job("forget_codes", codes.forget_ended, due=NIGHTLY),
    ),
)
