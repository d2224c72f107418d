"""The settings and the secrets of an installation."""

import stat
from multiprocessing import get_context
from pathlib import Path

import pytest

from helpdesk.platform.config import (
    Settings,
    SettingsFault,
    environment_for,
    from_environment,
    secret,
)


def test_everything_has_a_default() -> None:
    settings = Settings.from_env({})
    assert (settings.port, settings.base_url) == (8000, "http://127.0.0.1:8000")
    assert settings.home.is_absolute()
    assert settings.home.name == ".heed"
    assert (settings.demo, settings.rate_limits, settings.database_url) == (True, True, None)


def test_each_variable_is_read() -> None:
    settings = Settings.from_env(
        {
            "HEED_PORT": "9000",
            "HEED_BASE_URL": "https://help.example/",
            "DATABASE_URL": "postgresql://u:p@host/db",
            "HEED_ALLOWED_HOSTS": "desk.example, Help.example",
            "HEED_DEMO": "0",
            "HEED_SMTP_URL": "smtp://mail.example:587",
            "HEED_RASA_PORT": "5005",
        }
    )
    assert (settings.port, settings.base_url) == (9000, "https://help.example")
    assert settings.allowed_hosts == ("desk.example", "help.example")
    assert (settings.demo, settings.rasa_port, settings.actions_port) == (False, 5005, None)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("HEED_PORT", "0", "port number"),
        ("HEED_PORT", "65536", "port number"),
        ("HEED_PORT", "80a", "port number"),
        ("HEED_PORT", "-1", "port number"),
        ("HEED_RASA_PORT", "x", "port number"),
        ("HEED_DEMO", "yes", "0 or 1"),
        ("HEED_WEB_WORKERS", "0", "number between 1 and 16"),
        ("HEED_WEB_WORKERS", "17", "number between 1 and 16"),
        ("HEED_RATE_LIMITS", "true", "0 or 1"),
        ("DATABASE_URL", "mysql://u@host/db", "postgresql://"),
        ("DATABASE_URL", "heed.sqlite", "postgresql://"),
        ("HEED_SMTP_URL", "mail.example", "smtp://"),
        ("HEED_SMTP_URL", "smtp://", "smtp://"),
        ("HEED_SMTP_URL", "smtp://mail.example?tls=no", "tls=off"),
        ("HEED_SMTP_URL", "smtps://mail.example?tls=off", "tls=off"),
        ("HEED_SMTP_URL", "smtp://u:p@mail.example?tls=off", "without a password"),
        ("HEED_SMTP_CA", "/nowhere.pem", "file of certificates"),
        ("HEED_BASE_URL", "help.example", "must look like"),
        ("HEED_BASE_URL", "https://help.example/desk", "must look like"),
        ("HEED_ALLOWED_HOSTS", "https://help.example", "names such as"),
        ("HEED_ALLOWED_HOSTS", "help.example:8000", "names such as"),
        ("HEED_ALLOWED_HOSTS", "*.help.example/x", "names such as"),
    ],
)
def test_a_malformed_value_stops_the_start(name: str, value: str, hint: str) -> None:
    with pytest.raises(SettingsFault, match=hint) as fault:
        Settings.from_env({name: value})
    assert name in str(fault.value)


def test_one_start_tells_every_fault() -> None:
    with pytest.raises(SettingsFault) as fault:
        Settings.from_env({"HEED_PORT": "x", "HEED_DEMO": "y", "DATABASE_URL": "z"})
    assert len(str(fault.value).splitlines()) == 3


def test_a_model_with_a_slash_in_its_name_has_one_folder() -> None:
    settings = Settings.from_env({"HEED_EMBEDDING_MODEL": "group/model", "HEED_HOME": "/x"})
    assert settings.embedding_folder == Path("/x/models/embedding/group--model")


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = secret(tmp_path, "session_key")
    assert len(first) >= 40
    assert secret(tmp_path, "session_key") == first
    assert secret(tmp_path, "bot_token") != first
    file = tmp_path / "secrets" / "session_key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_two_processes_that_race_get_the_same_secret(tmp_path: Path) -> None:
    with get_context("spawn").Pool(4) as processes:
        found = processes.starmap(secret, [(tmp_path, "key")] * 8)
    assert len(set(found)) == 1
    assert [file.name for file in (tmp_path / "secrets").iterdir()] == ["key"]


def test_a_child_gets_our_environment_and_what_it_needs(settings: Settings) -> None:
    found = environment_for(settings, {"HEED_RASA_URL": "http://127.0.0.1:1"})
    assert found["HEED_HOME"] == str(settings.home)
    assert found["HEED_RASA_URL"] == "http://127.0.0.1:1"
    assert "PATH" in found


def test_what_nobody_handed_over_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEED_RASA_URL", raising=False)
    with pytest.raises(SettingsFault, match="HEED_RASA_URL is not set"):
        from_environment("HEED_RASA_URL")
