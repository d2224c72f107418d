"""The command line: `heed up`, `heed ask`, `heed kb`, `heed agent`, `heed demo`, `heed doctor`."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from helpdesk.accounts.rules import Role
from helpdesk.config import Settings, SettingsFault
from helpdesk.errors import HelpdeskError
from helpdesk.launch.faults import LaunchFault, of_os_error

# Named here because the library that knows them takes a second to load.
EVALUATED_PARTS = ("experience", "passages", "words", "recency", "neighbour")


def say(sentence: str) -> None:
    """A line for the person at the terminal, at once."""
    click.echo(sentence)
    sys.stdout.flush()


def warn(sentence: str) -> None:
    """A line about what goes on, kept apart from what was asked for."""
    click.echo(sentence, err=True)


@contextmanager
def one_sentence(settings: Settings | None = None) -> Iterator[None]:
    """Whatever cannot be done ends in one sentence instead of a traceback."""
    try:
        yield
    except (LaunchFault, SettingsFault, HelpdeskError) as fault:
        raise click.ClickException(str(fault)) from fault
    except OSError as error:
        if settings is None:
            raise
        raise click.ClickException(str(of_os_error(error, settings.home))) from error


def settings_or_stop() -> Settings:
    """The settings; every fault at once when there is one."""
    with one_sentence():
        return Settings.from_env()


@click.group()
def main() -> None:
    """Heed: a support desk that a company runs itself."""


@main.command()
def up() -> None:
    """Start the whole desk and stay until Ctrl-C."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.launch.up import up as start

        start(settings, say)


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
        from helpdesk.launch.ask import ask as play

        answer = play(settings, text)
    say(json.dumps(answer, indent=2) if as_json else answer["printed"])


@main.group()
def kb() -> None:
    """The knowledge base."""


@kb.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--language", help="The language of articles that do not say theirs, such as en.")
def kb_import(folder: Path, language: str | None) -> None:
    """Import a folder of Markdown or HTML articles and publish them."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.articles.imports import import_folder
        from helpdesk.launch.desk import open_desk
        from helpdesk.launch.prepare import counter

        with open_desk(settings) as session:
            progress = counter("Articles searched from now on", say)
            done = import_folder(session, folder, language=language, progress=progress)
    say(f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged.")
    for fault in done.faults:
        click.echo(f"Left out {fault.path}: {fault.reason}", err=True)


@kb.command("search")
@click.argument("query")
@click.option("--limit", default=5, show_default=True)
def kb_search(query: str, limit: int) -> None:
    """Print the passages that match best."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.articles.service import search
        from helpdesk.launch.desk import open_desk

        with open_desk(settings) as session:
            hits = search(session, query, limit=limit)
    for hit in hits:
        say(f"{hit.score:.3f}  {hit.title}  {hit.url}\n       {hit.text[:200]}")
    if not hits:
        say("No passage matches.")


@kb.command("evaluate")
@click.option("--articles", type=click.Path(path_type=Path), required=True, help="JSON lines.")
@click.option("--queries", type=click.Path(path_type=Path), required=True, help="JSON lines.")
@click.option("--qrels", type=click.Path(path_type=Path), required=True, help="Tab-separated.")
@click.option("--learn-queries", type=click.Path(path_type=Path), help="Questions to learn from.")
@click.option("--learn-qrels", type=click.Path(path_type=Path), help="What answered them.")
@click.option("--cross-validate", default=0, metavar="FOLDS", help="Learn from the other folds.")
@click.option("--target-precision", default=0.8, show_default=True, type=click.FloatRange(0, 1))
@click.option(
    "--without", multiple=True, type=click.Choice(EVALUATED_PARTS), help="Leave a part out."
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def kb_evaluate(
    cross_validate: int,
    target_precision: float,
    without: tuple[str, ...],
    *,
    as_json: bool,
    **files: Path,
) -> None:
    """Say how good the answers are on files of labelled questions."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.launch.evaluate import Choices, Files, evaluate, table

        choices = Choices(target_precision, cross_validate, without)
        figures = evaluate(settings, Files(**files), choices, warn)
    say(json.dumps(figures, indent=2) if as_json else table(figures))


@main.group()
def agent() -> None:
    """The people of the desk."""


@agent.command("create")
@click.argument("email")
@click.option("--name", default="")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="agent")
@click.password_option()
def agent_create(email: str, name: str, role: str, password: str) -> None:
    """Add a person."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.accounts.service import create_agent
        from helpdesk.launch.desk import open_desk

        with open_desk(settings) as session:
            create_agent(session, email=email, name=name, role=Role(role), password=password)
    say(f"{email} can sign in.")


@main.command()
def demo() -> None:
    """Load the demo help centre and its people into this desk."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.launch.content import load_demo
        from helpdesk.launch.desk import open_desk

        with open_desk(settings) as session:
            done = load_demo(session, settings)
    say(f"{done.added} articles added, {done.changed} changed, {done.unchanged} unchanged.")


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


if __name__ == "__main__":
    main()
