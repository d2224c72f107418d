"""What each process of the desk is told, and what it is not."""

from pathlib import Path

import pytest

from helpdesk.launch import processes
from helpdesk.launch.processes import Addresses
from helpdesk.launch.supervision.child import Process
from helpdesk.platform.config import OWNER_URL, secret
from tests.environment import settings_in

DATABASE = "postgresql://heed:the-database-password@db.example/heed"
OWNER = "postgresql://owner:the-owner-password@db.example/heed"
MAIL = "smtps://heed:the-mail-password@mail.example"


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Process]:
    """The children of a desk with a database and a mail server behind passwords."""
    told = {"HEED_SMTP_URL": MAIL, "DATABASE_URL": DATABASE, OWNER_URL: OWNER}
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    settings = settings_in(tmp_path, **told)
    for name in ("session_key", "site_key", "demo_password"):
        secret(settings.home, name)
    started = processes.processes(
        settings,
        addresses=Addresses.choose(settings),
        database_url=DATABASE,
        model=tmp_path / "bot.tar.gz",
    )
    return {child.name: child for child in started}


def secrets_of(home: str) -> dict[str, str]:
    """Everything that must stay secret, by name."""
    kept = {file.name: file.read_text() for file in (Path(home) / "secrets").iterdir()}
    passwords = {part: f"the-{part}-password" for part in ("database", "owner", "mail")}
    return {**kept, **passwords}


def known_to(child: Process, home: str) -> set[str]:
    told = "\n".join(child.environment.values())
    return {name for name, value in secrets_of(home).items() if value in told}


def test_no_command_line_holds_a_secret(children: dict[str, Process]) -> None:
    home = children["web"].environment["HEED_HOME"]
    assert {"rasa_token", "actions_token", "bot_token"} <= set(secrets_of(home))
    for child in children.values():
        for name, value in secrets_of(home).items():
            assert value not in " ".join(child.command), (child.name, name)


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("web", {"database", "mail"}),
        ("worker", {"database", "mail"}),
        ("actions", {"actions_token", "bot_token"}),
        ("rasa", {"rasa_token", "actions_token", "database"}),
    ],
)
def test_a_child_is_told_only_the_secrets_it_needs(
    children: dict[str, Process], name: str, needed: set[str]
) -> None:
    assert known_to(children[name], children["web"].environment["HEED_HOME"]) == needed


def test_two_processes_serve_pages_unless_told_otherwise(
    children: dict[str, Process], tmp_path: Path
) -> None:
    assert children["web"].command[children["web"].command.index("-w") + 1] == "2"
    settings = settings_in(tmp_path, DATABASE_URL=DATABASE, HEED_WEB_WORKERS="5")
    (web, *_) = processes.processes(
        settings,
        addresses=Addresses.choose(settings),
        database_url=DATABASE,
        model=tmp_path / "bot.tar.gz",
    )
    assert web.command[web.command.index("-w") + 1] == "5"


def test_the_bots_processes_still_find_their_programs(children: dict[str, Process]) -> None:
    for name in ("actions", "rasa"):
        assert children[name].environment["PATH"]
        assert "HEED_SMTP_URL" not in children[name].environment


def test_only_the_embedded_postgresql_is_kept_up_by_the_desk(tmp_path: Path) -> None:
    def names(**told: str) -> list[str]:
        settings = settings_in(tmp_path, **told)
        started = processes.processes(
            settings,
            addresses=Addresses.choose(settings),
            database_url=DATABASE,
            model=tmp_path / "bot.tar.gz",
        )
        return [child.name for child in started]

    others = ["web", "worker", "actions", "rasa"]
    assert names() == ["database", *others]
    assert names(DATABASE_URL=DATABASE) == others
