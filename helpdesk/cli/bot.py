"""`heed bot`: the bot's understanding from the terminal."""

import json
from pathlib import Path

import click

from helpdesk.cli.terminal import one_sentence, say, settings_or_stop, warn


@click.group()
def bot() -> None:
    """The bot."""


@bot.command("evaluate")
@click.option("--train", type=click.Path(path_type=Path), required=True, help="sentence,label")
@click.option("--test", type=click.Path(path_type=Path), required=True, help="sentence,label")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def bot_evaluate(train: Path, test: Path, *, as_json: bool) -> None:
    """Say how well the bot's pipeline tells intents apart and refuses what is none of them."""
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.lab.bot_evaluation import evaluate_bot, report

        figures = evaluate_bot(settings, train, test, warn)
    say(json.dumps(figures, indent=2) if as_json else report(figures))
