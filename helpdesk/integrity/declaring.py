"""Which records must hold what the trail said of them last; the features say so."""

from collections.abc import Iterable

from helpdesk.feature import Audited

_declared: dict[str, Audited] = {}


def declare(audited: Iterable[Audited]) -> None:
    """These records are compared from now on."""
    _declared.update({each.subject: each for each in audited})


def declared() -> list[Audited]:
    """All of them."""
    return list(_declared.values())
