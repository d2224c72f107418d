"""`heed kb`: the knowledge base from the terminal."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from helpdesk.cli.terminal import one_sentence, say, settings_or_stop, warn

if TYPE_CHECKING:
    from helpdesk.lab.evaluation import Choices
    from helpdesk.platform.config import Settings

# Named here because the library that knows them takes a second to load.
EVALUATED_PARTS = ("experience", "passages", "words", "recency", "neighbour", "codes")


@click.group()
def kb() -> None:
    """The knowledge base."""


@kb.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--language", help="The language of articles that do not say theirs, such as en.")
def kb_import(folder: Path, language: str | None) -> None:
    """Import a folder of Markdown or HTML articles and publish them."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.articles.service.imports import import_folder
        from helpdesk.launch.desk import open_desk
        from helpdesk.launch.prepare import counter

        with open_desk(settings) as session:
            progress = counter("Articles searched from now on", say)
            done = import_folder(session, folder, language=language, progress=progress)
    say(f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged.")
    if done.images or done.remote_images or done.missing_images:
        say(
            f"Images: {done.images} brought in, {done.remote_images} on other sites shown as links,"
            f" {done.missing_images} missing."
        )
    for fault in done.faults:
        click.echo(f"Left out {fault.path}: {fault.reason}", err=True)


@kb.command("search")
@click.argument("query")
@click.option("--limit", default=5, show_default=True)
def kb_search(query: str, limit: int) -> None:
    """Print the passages that match best."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.articles.service.writing import search
        from helpdesk.launch.desk import open_desk

        with open_desk(settings) as session:
            hits = search(session, query, limit=limit)
    for hit in hits:
        say(f"{hit.score:.3f}  {hit.title}  {hit.url}\n       {hit.text[:200]}")
    if not hits:
        say("No passage matches.")


@kb.command("evaluate")
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    help="JSON lines, or a folder.",
)
@click.option("--queries", type=click.Path(path_type=Path), help="JSON lines.")
@click.option("--qrels", type=click.Path(path_type=Path), help="Tab-separated.")
@click.option("--learn-queries", type=click.Path(path_type=Path), help="Questions to learn from.")
@click.option("--learn-qrels", type=click.Path(path_type=Path), help="What answered them.")
@click.option("--follow-ups", type=click.Path(path_type=Path), help="Conversations, JSON lines.")
@click.option("--facts", type=click.Path(path_type=Path), help="Questions with their facts.")
@click.option("--dialogues", type=click.Path(path_type=Path), help="Played to the end, JSON.")
@click.option("--cross-validate", default=0, metavar="FOLDS", help="Learn from the other folds.")
@click.option("--target-precision", type=click.FloatRange(0, 1), help="Instead of the setting.")
@click.option(
    "--without", multiple=True, type=click.Choice(EVALUATED_PARTS), help="Leave a part out."
)
@click.option("--model", type=click.Path(path_type=Path), help="The folder of another model.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def kb_evaluate(
    cross_validate: int,
    target_precision: float | None,
    without: tuple[str, ...],
    *,
    model: Path | None,
    as_json: bool,
    **files: Path | None,
) -> None:
    """Say how good the answers are, on the desk's own history or on files of labelled questions."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.lab.evaluation import Choices, table

        figures = _figures(
            settings, files, Choices(target_precision, cross_validate, without, model)
        )
    say(json.dumps(figures, indent=2) if as_json else table(figures))


def _figures(
    settings: "Settings", files: dict[str, Path | None], choices: "Choices"
) -> dict[str, Any]:
    """The report on the file that was named, or on the desk's history."""
    from helpdesk.lab.evaluation import evaluate, files_of
    from helpdesk.lab.evaluation_of_follow_ups import evaluate_follow_ups
    from helpdesk.lab.evaluation_of_history import evaluate_history

    facts, dialogues, follow_ups = (
        files.pop(name) for name in ("facts", "dialogues", "follow_ups")
    )
    articles = files.pop("articles") if facts or dialogues else None
    given = files_of(files)
    if facts:
        return _of_facts(settings, facts, articles, choices)
    if dialogues:
        return _of_dialogues(settings, dialogues, articles, choices)
    if follow_ups:
        return evaluate_follow_ups(settings, follow_ups, choices, warn)
    if given:
        return evaluate(settings, given, choices, warn)
    return evaluate_history(settings, choices)


def _of_facts(
    settings: "Settings", facts: Path, articles: Path | None, choices: "Choices"
) -> dict[str, Any]:
    from helpdesk.lab.evaluation import evaluate_facts
    from helpdesk.lab.evaluation_of_history import evaluate_facts_of_desk

    if articles:
        return evaluate_facts(settings, facts, articles, choices, warn)
    return evaluate_facts_of_desk(settings, facts, choices)


def _of_dialogues(
    settings: "Settings", dialogues: Path, articles: Path | None, choices: "Choices"
) -> dict[str, Any]:
    from helpdesk.lab.evaluation_of_follow_ups import evaluate_dialogues
    from helpdesk.lab.evaluation_of_history import evaluate_dialogues_of_desk

    if articles:
        return evaluate_dialogues(settings, dialogues, articles, choices, warn)
    return evaluate_dialogues_of_desk(settings, dialogues, choices)


@kb.command("bench")
@click.option("--passages", type=int, required=True, help="How many to build, such as 100000.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def kb_bench(passages: int, *, as_json: bool) -> None:
    """Say what a search costs and finds over so many passages, in a database of its own."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.bench.search import bench, table

        figures = bench(settings, passages, warn)
    say(json.dumps(figures, indent=2) if as_json else table(figures))


@kb.command("train")
@click.option("--articles", type=click.Path(path_type=Path), help="JSON lines.")
@click.option("--queries", type=click.Path(path_type=Path), help="JSON lines.")
@click.option("--qrels", type=click.Path(path_type=Path), help="Tab-separated.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the model of files goes.")
@click.option(
    "--hold-out",
    type=click.Choice(["newest", "random"]),
    default="newest",
    show_default=True,
    help="Which fifth of the questions the models are compared on.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.option("--for-worker", is_flag=True, hidden=True)
def kb_train(*, as_json: bool, **order: Any) -> None:
    """Teach the sentence model answered questions; it serves only if it is better.

    Learns from the desk's own history, or from files of labelled questions without a desk.
    """
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.lab.training import Order, table, train

        figures = train(settings, Order(**order), warn)
    say(json.dumps(figures, indent=2) if as_json else table(figures))


@kb.command("models")
@click.option("--use", metavar="NAME", help="Bring this model into service.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def kb_models(use: str | None, *, as_json: bool) -> None:
    """List the sentence models with what they are worth, or bring one into service."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.lab.promotion import bring_into_service, listing, table
        from helpdesk.launch.desk import open_desk

        with open_desk(settings):
            pass  # the database is in its newest shape from here on
        if use:
            bring_into_service(settings, use, warn)
        models = listing(settings)
    say(json.dumps(models, indent=2) if as_json else table(models))
