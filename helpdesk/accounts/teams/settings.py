"""How a setting says in which way work finds somebody."""

from typing import Annotated

from pydantic import BeforeValidator

from helpdesk.accounts.teams.choosing import Way
from helpdesk.settings.rules import Unfit


def _way(value: object) -> Way:
    if value not in set(Way):
        raise Unfit("Choose one of the ways that this page offers.")
    return Way(str(value))


ChosenWay = Annotated[Way, BeforeValidator(_way)]
