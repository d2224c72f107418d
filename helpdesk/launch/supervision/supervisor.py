"""The loop that keeps every part running until somebody ends the desk."""

import signal
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpdesk.launch.supervision import rules
from helpdesk.launch.supervision.child import Child, Process, log_to
from helpdesk.platform.health import SUPERVISOR, Supervision, write_supervision

LOOK_EVERY = 0.2
ASK_EVERY = 2.0
GRACE = 5.0
LOG = "logs/heed.log"  # in HEED_HOME: what the parts say
DATABASE = "database"
DATABASE_GRACE = 30.0  # it writes down what it holds in memory
Probe = Callable[[], bool | None]  # does it answer? None where that cannot be told now
Say = Callable[[str], None]


@dataclass
class Life:
    """One run of a part: its process, and since when it was asked in vain."""

    child: Child
    has_answered: bool = False
    silent_since: float | None = None

    def heard(self, answers: bool | None) -> None:
        """Note what it said when it was asked; None says nothing about it."""
        if answers:
            self.has_answered, self.silent_since = True, None
        elif answers is False and self.silent_since is None:
            self.silent_since = time.monotonic()

    def is_hung(self) -> bool:
        """Was it asked in vain for too long?"""
        if self.silent_since is None:
            return False
        silent_for = time.monotonic() - self.silent_since
        return rules.is_hung(silent_for, has_answered=self.has_answered)


@dataclass
class Part:
    """A process that is to run, how to ask it, and what became of it so far."""

    process: Process
    probe: Probe
    life: Life | None = None
    deaths: list[float] = field(default_factory=list)
    due: float = 0.0
    given_up: bool = False

    @property
    def name(self) -> str:
        """What the part is called everywhere."""
        return self.process.name

    @property
    def restarts(self) -> bool:
        """Did it die, and not answer since?"""
        back = self.life is not None and self.life.has_answered
        return bool(self.deaths) and not self.given_up and not back


class Supervisor:
    """Starts all parts, and each of them again when it dies or falls silent."""

    def __init__(self, parts: Iterable[Part], home: Path, say: Say) -> None:
        self._parts = list(parts)
        self._home = home
        self._log = log_to(home / LOG)
        self._say = say
        self._is_ending = False  # no Event: a signal may come while its own lock is held
        self._published: tuple[Supervision, list[int]] = (Supervision(), [])

    def run(self) -> None:
        """Stay until Ctrl-C, SIGTERM or a closed terminal, then end everything."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)
        for part in self._parts:
            threading.Thread(target=self._ask, args=(part,), daemon=True).start()
        try:
            while not self._is_ending:
                for part in self._parts:
                    self._look_after(part)
                self._publish()
                time.sleep(LOOK_EVERY)
        finally:
            self._end_all()

    def _end(self, *_: Any) -> None:
        self._is_ending = True

    def _ask(self, part: Part) -> None:
        while not self._is_ending:
            life = part.life
            if life:
                life.heard(part.probe())
            time.sleep(ASK_EVERY)

    def _look_after(self, part: Part) -> None:
        if part.life is None:
            if not part.given_up and time.monotonic() >= part.due:
                part.life = Life(Child(part.process, self._log))
        elif part.life.child.has_ended():
            self._died(part, "died")
        elif part.life.is_hung():
            part.life.child.kill()
            self._died(part, "did not answer any more")

    def _died(self, part: Part, how: str) -> None:
        part.life = None
        part.deaths.append(time.monotonic())
        pause = rules.pause_after(part.deaths)
        if pause is None:
            part.given_up = True
            self._tell(f"{part.name} {how} {rules.TOO_OFTEN} times within a minute: given up")
        else:
            part.due = time.monotonic() + pause
            self._tell(f"{part.name} {how} and is started again in {pause:.0f} s")

    def _publish(self) -> None:
        found = Supervision(
            given_up=tuple(part.name for part in self._parts if part.given_up),
            restarting=tuple(part.name for part in self._parts if part.restarts),
        )
        children = [part.life.child.pid for part in self._parts if part.life]
        if (found, children) == self._published:
            return
        before = self._published[0]
        for name in sorted({*before.restarting} - {*found.restarting, *found.given_up}):
            self._tell(f"{name} answers again")
        write_supervision(self._home, found, children)
        self._published = found, children

    def _tell(self, sentence: str) -> None:
        self._say(f"Processes: {sentence}")
        self._log.info("%-8s | %s", "heed", sentence)

    def _end_all(self) -> None:
        """The database ends last, so that the others can write down what they did."""
        self._end_these([part for part in self._parts if part.name != DATABASE], GRACE)
        self._end_these([part for part in self._parts if part.name == DATABASE], DATABASE_GRACE)
        (self._home / SUPERVISOR).unlink(missing_ok=True)

    def _end_these(self, parts: list[Part], grace: float) -> None:
        children = [part.life.child for part in parts if part.life]
        for child in children:
            child.ask_to_end()
        deadline = time.monotonic() + grace
        for child in children:
            child.end_by(deadline)
