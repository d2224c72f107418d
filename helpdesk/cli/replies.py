"""`heed replies`: the replies that a desk learns, from the terminal."""

import json
from pathlib import Path

import click

from helpdesk.cli.terminal import one_sentence, say, settings_or_stop, warn


@click.group()
def replies() -> None:
    """The learned replies."""


@replies.command("evaluate")
@click.argument("threads", type=click.Path(path_type=Path))
@click.option("--label", default="topic", show_default=True, help="What two questions share.")
@click.option("--model", type=click.Path(path_type=Path), help="The folder of another model.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def replies_evaluate(threads: Path, label: str, *, model: Path | None, as_json: bool) -> None:
    """Say how often what is suggested was said to a question of the same kind; no desk has to run.

    THREADS holds JSON lines with created, title, text, a label, and the thread that followed.
    """
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.articles.knowledge import load
        from helpdesk.launch.exports import ensure_embedding
        from helpdesk.launch.faults import LaunchFault
        from helpdesk.replies.evaluation import evaluate, read_threads
        from helpdesk.tickets.triage.evaluation import FileRefused

        embedder = load(model or ensure_embedding(settings, warn))
        try:
            figures = evaluate(read_threads(threads, label), embedder)
        except FileRefused as fault:
            raise LaunchFault(str(fault)) from fault
    say(json.dumps(figures) if as_json else "\n".join(f"{k:18}{v}" for k, v in figures.items()))
