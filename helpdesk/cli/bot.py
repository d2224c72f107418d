"""`heed bot`: the bot's understanding from the terminal."""

import click


@click.group()
def bot() -> None:
    """The bot."""
