"""The settings as they hold in this process: read when they changed, not when they are used."""

import logging
import threading
import time
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from helpdesk.platform import db
from helpdesk.platform.db import Json
from helpdesk.settings.declaring import Section, build, set_by_environment
from helpdesk.settings.queries import newest_version, stored_values
from helpdesk.settings.sections import OpeningHours
from helpdesk.settings.working_time import WorkingTime

logger = logging.getLogger(__name__)
S = TypeVar("S", bound=Section)
LOOK_EVERY = 1.0


@dataclass(frozen=True)
class _Read:
    """What was read at one time, and the sections that were made of it since."""

    version: int = -1
    stored: dict[str, Json] = field(default_factory=dict)
    made: dict[type[Section], Any] = field(default_factory=dict)


class Current:
    """Asks once a second, and only when somebody wants to know, whether anything changed.

    Without a database it keeps what it knows: at first the environment and the defaults.
    """

    def __init__(self) -> None:
        self._read = _Read()
        self._looked_at: float | None = None
        self._looking = threading.Lock()

    def of(self, section: type[S]) -> S:
        """The section as it holds now, give or take a second."""
        self._look()
        read = self._read
        if section not in read.made:
            stored, fixed = read.stored.get(section.key, {}), set_by_environment(section)
            read.made[section] = build(section, stored, fixed)
        made: S = read.made[section]
        return made

    def forget(self) -> None:
        """Read them anew at the next use, whatever their version."""
        self._looked_at, self._read = None, replace(self._read, version=-1)

    def _look(self) -> None:
        last = self._looked_at
        if last is not None and time.monotonic() - last < LOOK_EVERY:
            return
        # While one looks the others go on with what is known, unless nothing is.
        if not self._looking.acquire(blocking=last is None):
            return
        try:
            if self._looked_at == last:
                self._looked_at = time.monotonic()
                self._read_again()
        finally:
            self._looking.release()

    def _read_again(self) -> None:
        if not db.in_use():
            return
        try:
            with db.transaction() as session:
                version = newest_version(session)
                if version != self._read.version:
                    self._read = _Read(version, stored_values(session))
        except SQLAlchemyError as error:
            logger.warning("The settings could not be read (%s); as before.", type(error).__name__)


_current = Current()
current = _current.of
forget = _current.forget


def working_time() -> WorkingTime:
    """When people of this desk work."""
    return current(OpeningHours).working_time
