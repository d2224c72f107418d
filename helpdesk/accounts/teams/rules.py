"""What a team and a skill may be called, and what may be said of an agent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from helpdesk.languages.catalogues import CUSTOMERS
from helpdesk.platform.errors import Overtaken, RuleBroken

LONGEST_NAME, MOST_TEAMS = 60, 100
LONGEST_SKILL, MOST_SKILLS = 40, 100


class TeamRefused(RuleBroken):
    """A team, a skill, or what an agent is said to know cannot be so."""


@dataclass(frozen=True)
class Outline:
    """What somebody says of a team; `members` are agents, who work by the calendar, if any."""

    name: str
    members: frozenset[int] = frozenset()
    calendar_id: int | None = None


@dataclass(frozen=True)
class Abilities:
    """The languages that an agent speaks, by their codes, and their skills."""

    speaks: Collection[str]
    skills: Collection[str]

    def __str__(self) -> str:
        return " · ".join(", ".join(sorted(each)) for each in (self.speaks, self.skills))


def check_name(name: str, others: Iterable[str]) -> str:
    """A team's name as it is kept; raise TeamRefused."""
    kept = _one_line(name)
    if not kept:
        raise TeamRefused("Give the team a name, a word or two are enough.")
    if len(kept) > LONGEST_NAME:
        raise TeamRefused("Shorten the name to %(most)s characters.", most=LONGEST_NAME)
    if kept.casefold() in {each.casefold() for each in others}:
        raise TeamRefused("There is a team “%(name)s” already, perhaps a retired one.", name=kept)
    return kept


def check_number(teams: int) -> None:
    """Raise TeamRefused where nobody could choose among them any more."""
    if teams >= MOST_TEAMS:
        raise TeamRefused(
            "There are %(most)s teams. Rename one that is retired instead.", most=MOST_TEAMS
        )


def check_members(members: Collection[int], active: Collection[int]) -> None:
    """Raise TeamRefused for somebody who cannot sign in."""
    if not set(members) <= set(active):
        raise TeamRefused("Choose members from those that this page offers.")


def check_skill(name: str, known: Collection[str]) -> str:
    """A new skill in small letters, as tags are; raise TeamRefused."""
    kept = _one_line(name).casefold()
    if not kept:
        raise TeamRefused("Name the skill, a word or two are enough.")
    if len(kept) > LONGEST_SKILL or "," in kept:
        raise TeamRefused(
            "Name the skill in %(most)s characters at most, without commas.", most=LONGEST_SKILL
        )
    if kept in known:
        raise TeamRefused("There is a skill “%(name)s” already.", name=kept)
    if len(known) >= MOST_SKILLS:
        raise TeamRefused(
            "There are %(most)s skills. Delete one that nobody asks for.", most=MOST_SKILLS
        )
    return kept


def check_abilities(wanted: Abilities, known: Collection[str]) -> Abilities:
    """The same, each once and by letter; raise TeamRefused for a word that the desk has not."""
    if not set(wanted.speaks) <= set(CUSTOMERS) or not set(wanted.skills) <= set(known):
        raise TeamRefused(
            "Choose languages and skills that this page offers. Somebody may have deleted a skill."
        )
    return Abilities(sorted(set(wanted.speaks)), sorted(set(wanted.skills)))


def check_seen(now: object, seen: object, *, what: str, by: str) -> None:
    """Raise Overtaken when it is not what was `seen`, so that nothing is undone unread."""
    if str(now) != str(seen):
        raise Overtaken(
            "%(by)s changed “%(what)s” meanwhile, so nothing was saved. Save again to have it as "
            "it stands below.",
            by=by,
            what=what,
        )


def check_offered(name: str, *, retired: bool) -> None:
    """Raise TeamRefused for a team that takes nothing new."""
    if retired:
        raise TeamRefused("The team “%(name)s” is retired. Choose another one.", name=name)


def _one_line(typed: str) -> str:
    return " ".join(typed.replace("\x00", "").split())
