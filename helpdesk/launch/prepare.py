"""Everything a start needs before the processes run; each step is skipped when it is done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session, sessionmaker

from helpdesk.accounts.demo import part_demo_people
from helpdesk.accounts.service import create_first_admin
from helpdesk.articles.evidence.learning import learn_if_new
from helpdesk.launch import demo, exports, postgres
from helpdesk.launch.serving import adopt
from helpdesk.migrations.roles import Database
from helpdesk.platform import db
from helpdesk.platform.config import Settings, is_public
from helpdesk.platform.jobqueue import enqueue
from helpdesk.wiring import connect_facts

Say = Callable[[str], None]


def prepare(settings: Settings, database: Database, say: Say) -> None:
    """Shape the database, export the sentence model, fill an empty desk, train the bot."""
    say("Database: bringing it to this version's shape")
    postgres.migrate_to_newest(database)
    say("Sentence model: looking")
    exports.ensure_embedding(settings, lambda step: say(f"Sentence model: {step}"))
    db.use(sessionmaker(db.connect(database.application), expire_on_commit=False))
    connect_facts()
    other = adopt(settings)
    if other:
        say(f"Sentence model: {other}")
    say("Bot: looking")
    with ThreadPoolExecutor(1) as beside:  # training takes another core, and longer than the rest
        bot = beside.submit(exports.ensure_bot, settings, lambda step: say(f"Bot: {step}"))
        _fill_and_learn(settings, say)
        bot.result()


def _fill_and_learn(settings: Settings, say: Say) -> None:
    """What is in the database when the desk opens."""
    with postgres.understood(), db.transaction() as session:
        _fill(session, settings, say)
    say("Search: learning what is new")
    with postgres.understood(), db.transaction() as session:
        learn_if_new(session)
        enqueue(session, "learn_triage")  # its hour may be far


def _fill(session: Session, settings: Settings, say: Say) -> None:
    """The demo on an empty desk, or one admin whose password is seen only now."""
    if settings.demo:
        if demo.is_empty(session):
            say("Demo help centre: loading")
            for brought in demo.load_demo(session, settings, counter("Demo help centre", say)):
                say(f"Demo: {brought}")
        return
    if is_public(settings.base_url):
        say("Demo: left out, since strangers reach HEED_BASE_URL")
        for email, password in part_demo_people(session, settings):
            say(f"{email}: one-time password {password} instead of the demo's (shown only now)")
    first = create_first_admin(session)
    if first:
        say(f"Admin: admin@heed.local, one-time password {first} (shown only now)")


def counter(what: str, say: Say) -> Callable[[int, int], None]:
    """Progress for a person: every 25th and the last."""

    def count(done: int, total: int) -> None:
        if done == total or done % 25 == 0:
            say(f"{what}: {done} of {total}")

    return count
