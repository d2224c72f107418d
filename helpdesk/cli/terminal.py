"""What every command shares: words for the person at the terminal, and faults in one sentence."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from helpdesk.administration.sections import settings_at_start
from helpdesk.launch.faults import LaunchFault, of_os_error
from helpdesk.platform.config import Settings, SettingsFault
from helpdesk.platform.errors import HelpdeskError


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
        return settings_at_start()
