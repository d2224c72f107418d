"""What may be said of promises that were kept and missed, and from how many on."""

from dataclasses import dataclass
from math import sqrt

from helpdesk.tickets.deadlines.rules import Metric

FEWEST = 10
PERIODS = (7, 30, 90)  # days
USUAL_PERIOD = 30
_Z = 1.959964  # of the normal distribution, for 95 %


@dataclass(frozen=True)
class Figures:
    """What became of one thing that a policy promises, of all that was due in a period.

    `overdue` is still owed and late. `median` and `ninetieth` are seconds of working time within
    which half and nine of ten of the `timed` ones were done; what is not done yet has no time.
    """

    metric: Metric
    met: int
    missed: int
    overdue: int
    timed: int = 0
    median: float | None = None
    ninetieth: float | None = None

    @property
    def due(self) -> int:
        """All of them; what is overdue counts as missed, or waiting would improve the rate."""
        return self.met + self.missed + self.overdue

    @property
    def rate(self) -> float | None:
        """Which share was kept in time; None where too few were due to tell."""
        return self.met / self.due if self.due >= FEWEST else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares the rate lies with 95 % confidence; None as above."""
        return wilson(self.met, self.due) if self.due >= FEWEST else None

    @property
    def times(self) -> tuple[float, float] | None:
        """Median and 90th percentile in seconds of working time; None where too few are known."""
        if self.timed < FEWEST or self.median is None or self.ninetieth is None:
            return None
        return self.median, self.ninetieth


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share (Wilson 1927), also right near none and all.

    >>> [round(bound, 3) for bound in wilson(102, 120)]
    [0.775, 0.903]
    """
    share, spread = part / whole, _Z**2 / whole
    middle = share + spread / 2
    reach = _Z * sqrt((share * (1 - share) + spread / 4) / whole)
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


def period_in(typed: str | None) -> int:
    """The days of a period that is offered; the usual one for anything else."""
    return next((days for days in PERIODS if str(days) == typed), USUAL_PERIOD)
