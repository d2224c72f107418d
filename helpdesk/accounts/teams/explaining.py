"""Why somebody was given work, or nobody: kept in the trail, and put into words for its readers."""

from collections.abc import Mapping
from typing import Any

from helpdesk.accounts.teams.choosing import Chosen, Lack, Need, Way
from helpdesk.accounts.teams.models import Team
from helpdesk.languages.catalogues import gettext
from helpdesk.languages.formats import language_name
from helpdesk.platform.db import Json

CHOSEN, WAITS = "chosen", "waits"  # as the trail calls the two


def explanation(way: Way, need: Need, team: Team | None, found: Chosen | Lack) -> Json:
    """What the trail keeps of it."""
    why: Json = {
        "way": way,
        "team": team.name if team else "",
        "language": need.language,
        "skills": sorted(need.skills),
    }
    if isinstance(found, Chosen):
        return why | {"speaks": found.speaks}
    return why | {"lack": found}


def in_words(why: Mapping[str, Any]) -> str:
    """The same for whoever reads the trail.

    >>> in_words({"way": "in_turn", "team": "", "language": "", "skills": [], "speaks": False})
    'next in turn of those who are here'
    """
    if "lack" in why:
        return _lack(Lack(why["lack"]), why["team"], ", ".join(why["skills"]))
    parts = [_way(Way(why["way"]), why["team"])]
    if why["language"]:
        language = language_name(why["language"])
        speaks = gettext("speaks %(language)s", language=language)
        nobody = gettext("nobody with room speaks %(language)s", language=language)
        parts.append(speaks if why["speaks"] else nobody)
    if why["skills"]:
        parts.append(gettext("has the skill %(skills)s", skills=", ".join(why["skills"])))
    return " · ".join(parts)


def _way(way: Way, team: str) -> str:
    if way is Way.LEAST_BUSY and team:
        return gettext("least busy of %(team)s", team=team)
    if way is Way.LEAST_BUSY:
        return gettext("least busy of those who are here")
    if team:
        return gettext("next in turn of %(team)s", team=team)
    return gettext("next in turn of those who are here")


def _lack(lack: Lack, team: str, skills: str) -> str:
    return {
        Lack.EMPTY_TEAM: gettext("nobody is in %(team)s", team=team),
        Lack.NOBODY_HERE: gettext("nobody of %(team)s is here", team=team)
        if team
        else gettext("nobody is here"),
        Lack.NO_SKILL: gettext("nobody here has the skill %(skills)s", skills=skills),
        Lack.CAME_BACK: gettext("it came back from everybody who is here"),
        Lack.NO_ROOM: gettext("everybody here has as much as they can take"),
    }[lack]
