"""What accounts bring to the desk: signing in, the desk's own people and their settings."""

from helpdesk.accounts import demo, jobs
from helpdesk.accounts.console import people, recovery, settings, signing_in
from helpdesk.authentication import pauses, sign_ins
from helpdesk.feature import Entry, Feature
from helpdesk.languages.catalogues import N_
from helpdesk.platform.jobqueue import MAIL_RETRY, NIGHTLY, Job

ACCOUNTS = Feature(
    "accounts",
    console=(signing_in.blueprint, recovery.blueprint, settings.blueprint, people.blueprint),
    forms=(signing_in.blueprint, recovery.blueprint, settings.blueprint, people.blueprint),
    rail=Entry(N_("Settings"), "/console/settings", icon="settings", key="6"),
    links={"sign_in": "accounts.sign_in"},
    jobs=(
        Job("mail_password_link", jobs.mail_password_link, retry=MAIL_RETRY),
        Job("mail_mention", jobs.mail_mention, retry=MAIL_RETRY),
        Job("forget_attempts", pauses.forget_ended, due=NIGHTLY),
        Job("forget_sign_ins", sign_ins.forget_ended, due=NIGHTLY),
    ),
    demo=demo.bring_people,
)
