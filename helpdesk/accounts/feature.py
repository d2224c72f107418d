"""What accounts bring to the desk: signing in, the desk's own people and their settings."""

from sqlalchemy.orm import Session

from helpdesk.accounts import demo, jobs
from helpdesk.accounts.console import (
    abilities,
    people,
    recovery,
    settings,
    signing_in,
    teams,
    viewing,
)
from helpdesk.accounts.teams.demo import bring_teams
from helpdesk.authentication import pauses, sign_ins
from helpdesk.feature import Entry, Feature, Progress
from helpdesk.languages.catalogues import N_
from helpdesk.platform.config import Settings
from helpdesk.platform.jobqueue import MAIL_RETRY, NIGHTLY, Job


def _bring(session: Session, settings: Settings, progress: Progress) -> str:
    parts = (demo.bring_people, bring_teams)
    return " ".join(part(session, settings, progress) for part in parts)


ACCOUNTS = Feature(
    "accounts",
    console=(
        signing_in.blueprint,
        recovery.blueprint,
        settings.blueprint,
        people.blueprint,
        teams.blueprint,
        abilities.blueprint,
        viewing.blueprint,
    ),
    forms=(signing_in.blueprint, recovery.blueprint, settings.blueprint, people.blueprint),
    rail=Entry(N_("Settings"), "/console/settings", icon="settings", key="6"),
    links={"sign_in": "accounts.sign_in", "viewing": "viewing.look"},
    jobs=(
        Job("mail_password_link", jobs.mail_password_link, retry=MAIL_RETRY),
        Job("forget_attempts", pauses.forget_ended, due=NIGHTLY),
        Job("forget_sign_ins", sign_ins.forget_ended, due=NIGHTLY),
    ),
    demo=_bring,
)
