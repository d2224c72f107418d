"""What others hear of the trail."""

from dataclasses import dataclass

from helpdesk.platform.events import Fact


@dataclass(frozen=True)
class TrailFaulty(Fact):
    """A verification found something that does not hold."""

    verification_id: int
