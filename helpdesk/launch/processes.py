"""The processes of the desk and how each starts."""

import sys
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM

from helpdesk.launch.exports import RASA, rasa_environment
from helpdesk.launch.ports import LOOPBACK, free_port
from helpdesk.launch.postgres import embedded_folder, tracker_environment
from helpdesk.launch.supervision.child import Process
from helpdesk.platform.config import Settings, environment_for, environment_without_settings, secret

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


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
    """Everything that runs; each child gets the secrets it needs and no other.

    They travel in the environment: a command line is read by everybody on the machine.
    """
    actions = {
        "HEED_ACTIONS_URL": f"{addresses.actions}/webhook",
        "HEED_ACTIONS_TOKEN": secret(settings.home, "actions_token"),
    }
    return [
        *_database(settings),
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


def _database(settings: Settings) -> list[Process]:
    """What keeps the embedded PostgreSQL up and ends it; a named one is kept by somebody else."""
    if settings.database_url:
        return []
    folder = str(embedded_folder(settings))
    command = [sys.executable, "-m", "helpdesk.launch.supervision.database", folder]
    return [Process("database", command, environment_without_settings({}), SIGTERM)]


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
