"""`heed audit`: the audit trail from the terminal."""

import json
import sys

import click

from helpdesk.cli.terminal import one_sentence, say, settings_or_stop


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def audit_verify(*, as_json: bool) -> None:
    """Seal what waits, then say what was changed, taken away or added behind the desk's back.

    The chain of the trail, the heads exported day by day, and every record against the trail.
    Exits with 1 where something does not hold.
    """
    settings = settings_or_stop()
    with one_sentence(settings):
        from helpdesk.integrity.service.sealing import seal_all
        from helpdesk.integrity.service.verifying import examine
        from helpdesk.launch.desk import open_desk

        with open_desk(settings) as session:
            seal_all()
            report = examine(session, settings.home)
    if as_json:
        say(json.dumps(report.as_json(), indent=2))
    else:
        say("\n".join(report.lines()))
    if report.found:
        sys.exit(1)
