"""`heed tickets`: the desk's tickets from the terminal."""

import json
from pathlib import Path

import click

from helpdesk.cli.terminal import one_sentence, say, settings_or_stop, warn


@click.group()
def tickets() -> None:
    """The tickets."""


@tickets.command("evaluate-routing")
@click.option("--train", type=click.Path(path_type=Path), required=True, help="JSON lines.")
@click.option("--test", type=click.Path(path_type=Path), required=True, help="JSON lines.")
@click.option("--label", default="topic_parent", show_default=True, help="What is predicted.")
@click.option("--model", type=click.Path(path_type=Path), help="The folder of another model.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def tickets_evaluate_routing(
    train: Path, test: Path, label: str, *, model: Path | None, as_json: bool
) -> None:
    """Say how well a label is predicted for tickets that come in; no desk has to run."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.articles.knowledge import load
        from helpdesk.launch.exports import ensure_embedding
        from helpdesk.launch.faults import LaunchFault
        from helpdesk.tickets.triage.evaluation import FileRefused, evaluate_routing, table

        embedder = load(model or ensure_embedding(settings, warn))
        try:
            figures = evaluate_routing(train, test, label, embedder)
        except FileRefused as fault:
            raise LaunchFault(str(fault)) from fault
    say(json.dumps(figures, indent=2) if as_json else table(figures))
