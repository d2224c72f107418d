"""The command line: `heed up`, `heed ask`, `heed kb`, `heed bot`, `heed tickets`, `heed feedback`,
`heed replies`, `heed audit`, `heed doctor`."""

import json
import os
import sys

import click

from helpdesk.accounts.rules import Role
from helpdesk.cli.audit import audit
from helpdesk.cli.bot import bot
from helpdesk.cli.feedback import feedback
from helpdesk.cli.kb import kb
from helpdesk.cli.replies import replies
from helpdesk.cli.terminal import one_sentence, say, settings_or_stop
from helpdesk.cli.tickets import tickets
from helpdesk.platform.config import UMASK


@click.group()
def main() -> None:
    """Heed: a support desk that a company runs itself."""
    os.umask(UMASK)


main.add_command(kb)
main.add_command(bot)
main.add_command(tickets)
main.add_command(feedback)
main.add_command(replies)
main.add_command(audit)


@main.command()
@click.option("--reload", is_flag=True, help="Begin anew what changes in code and pages.")
def up(*, reload: bool) -> None:
    """Start the whole desk and stay until Ctrl-C."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.launch.up import up as start

        start(settings, say, reload=reload)


@main.command(hidden=True)
def prepare() -> None:
    """Prepare the database and the models; `heed up` calls this."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.launch import postgres
        from helpdesk.launch.prepare import prepare as make_ready

        make_ready(settings, postgres.start(settings), say)


@main.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
def ask(text: str, *, as_json: bool) -> None:
    """Play one message through the whole running desk and print the answer."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.cli.ask import ask as play

        answer = play(settings, text)
    say(json.dumps(answer, indent=2) if as_json else answer["printed"])


@main.group()
def agent() -> None:
    """The people of the desk."""


@agent.command("create")
@click.argument("email")
@click.option("--name", default="")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="agent")
def agent_create(email: str, name: str, role: str) -> None:
    """Add a person; their password is asked for, since a command line is read by everybody."""
    settings = settings_or_stop()
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with one_sentence(settings):
        from helpdesk.accounts.rules import check_password
        from helpdesk.accounts.service import create_agent
        from helpdesk.launch.desk import open_desk
        from helpdesk.settings.current import current
        from helpdesk.settings.sections import Company

        with open_desk(settings) as session:
            check_password(password, email, name, current(Company).name)
            create_agent(session, email=email, name=name, role=Role(role), password=password)
    say(f"{email} can sign in.")


@agent.command("reset")
@click.argument("email")
def agent_reset(email: str) -> None:
    """Give a person a one-time password, for when no admin can."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.accounts.service import reset_password
        from helpdesk.launch.desk import open_desk

        with open_desk(settings) as session:
            password = reset_password(session, email)
    say(f"{email} signs in once with {password} and chooses another one then.")


@main.command()
def demo() -> None:
    """Load the demo help centre and its people into this desk."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.launch.demo import load_demo
        from helpdesk.launch.desk import open_desk

        with open_desk(settings) as session:
            for brought in load_demo(session, settings):
                say(brought)


@main.command()
def doctor() -> None:
    """Say what is healthy, what is not, and what to do about it."""
    from helpdesk.launch.doctor import examine

    findings = list(examine(settings_or_stop()))
    for finding in findings:
        mark = "ok  " if finding.healthy else "FAIL"
        say(f"{mark}  {finding.what}{'' if finding.healthy else '. ' + finding.advice}")
    if not all(finding.healthy for finding in findings):
        sys.exit(1)
