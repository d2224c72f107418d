"""Nobody else on the machine reads what lies in HEED_HOME."""

from pathlib import Path

import pytest

from helpdesk.launch.private import close_to_others, open_to_others
from tests.command_line import Heed

LEFT_OPEN = ("logs/heed.log", "outbox/1.eml", "models/embedding/m/model.onnx", "backups/1.tar")


@pytest.fixture
def old_home(tmp_path: Path) -> Path:
    """A home of an earlier version, whose files everybody may read."""
    home = tmp_path / "old"
    for name in LEFT_OPEN:
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("words of a customer")
    (home / "postgres").mkdir(mode=0o700)
    (home / "postgres" / "log").write_text("kept by PostgreSQL itself")
    (tmp_path / "elsewhere").mkdir()
    (home / "models" / "shared").symlink_to(tmp_path / "elsewhere")
    return home


def modes(home: Path) -> dict[str, str]:
    return {
        str(path.relative_to(home)): oct(path.stat().st_mode & 0o777)
        for path in home.rglob("*")
        if not path.is_symlink()
    }


def test_what_was_left_open_is_closed(old_home: Path) -> None:
    assert {str(path.relative_to(old_home)) for path in open_to_others(old_home)} >= {
        *LEFT_OPEN,
        "logs",
        "outbox",
        "models/embedding",
    }
    close_to_others(old_home)
    found = modes(old_home)
    assert found.pop("postgres/log") == "0o644"
    assert {found[name] for name in LEFT_OPEN} == {"0o600"}
    assert set(found.values()) == {"0o600", "0o700"}
    assert list(open_to_others(old_home)) == []


def test_a_link_leads_nowhere_else(old_home: Path) -> None:
    elsewhere = old_home.parent / "elsewhere"
    before = elsewhere.stat().st_mode
    close_to_others(old_home)
    assert elsewhere.stat().st_mode == before


def test_what_a_command_writes_is_private(heed: Heed, tmp_path: Path) -> None:
    heed("doctor")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "file").touch()
    assert modes(tmp_path / "new") == {"file": "0o600"}
    assert modes(tmp_path)["new"] == "0o700"


def test_a_home_that_is_not_there_yet_is_no_fault(tmp_path: Path) -> None:
    close_to_others(tmp_path / "not" / "there")
    assert not (tmp_path / "not").exists()


def test_the_doctor_names_what_others_may_read(heed: Heed, home: Path) -> None:
    close_to_others(home)
    assert "ok    Private files" in heed("doctor").stdout
    (home / "models").chmod(0o755)
    said = heed("doctor").stdout
    assert f"FAIL  Private files. Others on this machine may read {home / 'models'}" in said
