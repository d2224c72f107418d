"""The processes of the desk and how each starts; one dying stops all with a clear word."""

import shlex
import sys
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from honcho.manager import Manager
from honcho.printer import Printer

from helpdesk.launch.exports import RASA, ROOT, rasa_environment
from helpdesk.launch.ports import LOOPBACK, free_port
from helpdesk.launch.postgres import tracker_environment
from helpdesk.platform.config import Settings, environment_for, environment_without_settings, secret

LARGEST_LOG = 10 * 2**20
OLDER_LOGS = 5
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Process:
    """A child: its name, its command, its environment."""

    name: str
    command: list[str]
    environment: dict[str, str]


@dataclass(frozen=True)
class Addresses:
    """Where the parts listen, all on the loopback interface."""

    web: str
    rasa: str
    actions: str

    @classmethod
    def choose(cls, settings: Settings) -> "Addresses":
        """The named ports, or free ones."""
        rasa = settings.rasa_port or free_port()
        actions = settings.actions_port or free_port()
        return cls(*(f"http://{LOOPBACK}:{port}" for port in (settings.port, rasa, actions)))


def processes(
    settings: Settings, *, addresses: Addresses, database_url: str, model: Path
) -> list[Process]:
    """Everything that runs beside PostgreSQL; each child gets the secrets it needs and no other.

    They travel in the environment: a command line is read by everybody on the machine.
    """
    actions = {
        "HEED_ACTIONS_URL": f"{addresses.actions}/webhook",
        "HEED_ACTIONS_TOKEN": secret(settings.home, "actions_token"),
    }
    return [
        *_helpdesk(settings, addresses, database_url),
        Process(
            "actions",
            [sys.executable, "-m", "bot.action_server", port_of(addresses.actions)],
            environment_without_settings(
                {
                    **ONE_THREAD,
                    **actions,
                    "HEED_INTERNAL_URL": addresses.web,
                    "HEED_BOT_TOKEN": secret(settings.home, "bot_token"),
                }
            ),
        ),
        Process(
            "rasa",
            _rasa(addresses, model),
            {
                **rasa_environment(settings),
                **ONE_THREAD,
                **tracker_environment(database_url),
                **actions,
                "HEED_RASA_TOKEN": secret(settings.home, "rasa_token"),
            },
        ),
    ]


def _helpdesk(settings: Settings, addresses: Addresses, database_url: str) -> list[Process]:
    environment = environment_for(
        settings,
        {
            **ONE_THREAD,
            "DATABASE_URL": database_url,
            "HEED_RASA_URL": f"{addresses.rasa}/webhooks/helpdesk",
            "HEED_ACTIONS_URL": f"{addresses.actions}/webhook",
        },
    )
    worker = [sys.executable, "-m", "helpdesk.worker"]
    return [Process("web", _web(settings), environment), Process("worker", worker, environment)]


def _web(settings: Settings) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "-k", "helpdesk.web.process.WebProcess",
        "-b", f"{LOOPBACK}:{settings.port}", "-w", str(settings.web_workers),
        "--worker-connections", "2000",
        "--graceful-timeout", "3", "--log-level", "warning",
        "helpdesk.app:create_app()",
    ]  # fmt: skip


def _rasa(addresses: Addresses, model: Path) -> list[str]:
    return [
        str(RASA), "run", "-i", LOOPBACK, "-p", port_of(addresses.rasa), "-m", str(model),
        "--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml",
    ]  # fmt: skip


def port_of(address: str) -> str:
    """The port of one of our addresses."""
    return address.rpartition(":")[2]


class LogFile(RotatingFileHandler):
    """A text stream whose file makes room for a new one when it is full; the oldest goes."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, backupCount=OLDER_LOGS, encoding="utf-8")

    def write(self, text: str) -> None:
        """Keep the text; a line is not torn apart."""
        stream: Any = self.stream  # open from the beginning
        stream.write(text)
        if text.endswith("\n") and stream.tell() > LARGEST_LOG:
            self.doRollover()


class Log(Printer):  # type: ignore[misc]
    """Writes what the children say to a file and remembers which one stopped first."""

    def __init__(self, output: LogFile) -> None:
        super().__init__(output)
        self.first_stopped: str | None = None

    def write(self, message: Any) -> None:
        super().write(message)
        words = str(message.data).split()
        if message.name == "system" and words[1:2] == ["stopped"] and not self.first_stopped:
            self.first_stopped = words[0]


def run(children: list[Process], log_file: Path) -> str | None:
    """Run until one stops or Ctrl-C; the name of the child that died, None after Ctrl-C."""
    log_file.parent.mkdir(parents=True, exist_ok=True)
    log = Log(LogFile(log_file))
    manager = Manager(log)
    for child in children:
        command = "exec " + shlex.join(child.command)
        manager.add_process(child.name, command, env=child.environment, cwd=str(ROOT))
    manager.loop()
    return None if manager.returncode in {130, 143} else log.first_stopped
