"""What categories and teams were called when the trail named them (pure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.tickets.describing.rules import BETWEEN


@dataclass(frozen=True)
class Renamed:
    """Something had another name until then."""

    at: datetime
    key: int
    before: str


@dataclass(frozen=True)
class Known:
    """Names by key as they are now, and how they changed, the newest change first."""

    names: Mapping[int, str]
    renamed: Sequence[Renamed] = ()

    def then(self, at: datetime) -> dict[int, str]:
        """The names of that moment."""
        names = dict(self.names)
        for change in self.renamed:
            if change.at > at and change.key in names:
                names[change.key] = change.before
        return names


@dataclass(frozen=True)
class Names:
    """Categories and teams; `lines` are each category with those above it, from the top."""

    categories: Known
    lines: Sequence[tuple[int, ...]]
    teams: Known

    def category(self, path: str, at: datetime) -> Collection[int]:
        """The category that had this path then, with those above it; none for none."""
        names = self.categories.then(at)
        for line in self.lines:
            if BETWEEN.join(names[key] for key in line) == path:
                return line
        return ()

    def team(self, name: str, at: datetime) -> int | None:
        """The team that had this name then; None for none."""
        names = self.teams.then(at)
        return next((key for key, known in names.items() if known == name), None)
