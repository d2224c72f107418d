"""`heed feedback`: what customers say, from the terminal."""

import json
from pathlib import Path

import click

from helpdesk.cli.terminal import one_sentence, say, settings_or_stop, warn


@click.group()
def feedback() -> None:
    """The customers' feedback."""


@feedback.command("evaluate")
@click.option("--task", type=click.Choice(["sentiment"]), required=True, help="What is predicted.")
@click.option("--train", type=click.Path(path_type=Path), required=True, help="Labelled texts.")
@click.option("--test", type=click.Path(path_type=Path), required=True, help="Labelled texts.")
@click.option("--model", type=click.Path(path_type=Path), help="The folder of another model.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def feedback_evaluate(
    task: str, train: Path, test: Path, *, model: Path | None, as_json: bool
) -> None:
    """Say how well the mood of texts is told; no desk has to run.

    Both files are CSV with the columns text and label.
    """
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.articles.knowledge import load
        from helpdesk.feedback.sentiment.evaluation import evaluate_sentiment, table
        from helpdesk.launch.exports import ensure_embedding
        from helpdesk.launch.faults import LaunchFault
        from helpdesk.tickets.triage.evaluation import FileRefused

        embedder = load(model or ensure_embedding(settings, warn))
        try:
            figures = {"task": task, **evaluate_sentiment(train, test, embedder)}
        except FileRefused as fault:
            raise LaunchFault(str(fault)) from fault
    say(json.dumps(figures, indent=2) if as_json else table(figures))


@feedback.command("themes")
@click.option("--texts", type=click.Path(path_type=Path), required=True, help="JSON lines.")
@click.option("--state", type=click.Path(path_type=Path), help="Where themes are kept for later.")
@click.option("--model", type=click.Path(path_type=Path), help="The folder of another model.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def feedback_themes(texts: Path, *, state: Path | None, model: Path | None, as_json: bool) -> None:
    """Say what texts are about, theme by theme; no desk has to run.

    Each line of the file is JSON with id and text, oldest first.
    """
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.articles.knowledge import load
        from helpdesk.feedback.themes.files import table, themes_of
        from helpdesk.lab.trials import processors
        from helpdesk.launch.exports import ensure_embedding
        from helpdesk.launch.faults import LaunchFault
        from helpdesk.tickets.triage.evaluation import FileRefused

        embedder = load(model or ensure_embedding(settings, warn))
        try:
            report = themes_of(texts, embedder, state=state, threads=processors())
        except FileRefused as fault:
            raise LaunchFault(str(fault)) from fault
    say(json.dumps(report, indent=2) if as_json else table(report))
