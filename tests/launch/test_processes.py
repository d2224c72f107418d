"""What each process of the desk is told, and what it is not."""

from pathlib import Path

import pytest

from helpdesk.launch import processes
from helpdesk.launch.processes import Addresses, Process
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


def test_what_the_children_say_is_kept_up_to_a_size(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "LARGEST_LOG", 400)
    monkeypatch.setattr(processes, "OLDER_LOGS", 2)
    file = processes.LogFile(tmp_path / "heed.log")
    said = [f"line {number} of many" for number in range(100)]
    for line in said:
        print(line, file=file, flush=True)  # noqa: T201 - as honcho's printer does
    names = ["heed.log.2", "heed.log.1", "heed.log"]
    assert sorted(names) == sorted(found.name for found in tmp_path.iterdir())
    kept = "".join((tmp_path / name).read_text() for name in names).splitlines()
    assert kept == said[-len(kept) :]
    assert 800 < len("\n".join(kept)) < 1300
