"""The settings, read once from the environment; a malformed one stops the start."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from helpdesk.origins import is_origin, parts_of

UMASK = 0o077  # whatever the desk writes is for its own user alone
DEFAULT_EMBEDDING_MODEL = "all-MiniLM-L6-v2"
LOOPBACK = "127.0.0.1"
PRIVATE_ENDINGS = (".example", ".home.arpa", ".internal", ".lan", ".local", ".localhost", ".test")
PUBLIC_DEMO = (
    "The demo lets anybody in as a customer and its people share one password, but HEED_BASE_URL "
    "names an address that strangers reach. Set HEED_DEMO=0, or show the demo at a private address."
)
MOST_WEB_WORKERS = 16
OWNER_URL = "HEED_OWNER_DATABASE_URL"


class SettingsFault(Exception):
    """One or more settings are missing or malformed; the message lists every one of them."""


@dataclass(frozen=True)
class Settings:
    """Everything a deployment can choose. See the README's table for the variable names."""

    home: Path
    port: int
    database_url: str | None
    owner_database_url: str | None
    base_url: str
    demo: bool
    demo_days: int
    allowed_hosts: tuple[str, ...]
    embedding_model: str
    smtp_url: str | None
    smtp_authority: Path | None
    actions_port: int | None
    rasa_port: int | None
    web_workers: int
    rate_limits: bool
    behind_proxy: bool

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which this desk may be called; this machine's own always."""
        own = urlsplit(self.base_url).hostname or ""
        return frozenset({own, LOOPBACK, "localhost", "::1", *self.allowed_hosts})

    @property
    def embedding_folder(self) -> Path:
        """Where the exported model that serves search and the bot's NLU lies."""
        return self.home / "models" / "embedding" / self.embedding_model.replace("/", "--")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; raise SettingsFault with every fault at once."""
        read = _Reader(environ)
        port = read.number("HEED_PORT", 8000)
        base_url = read.base_url("HEED_BASE_URL", f"http://{LOOPBACK}:{port}")
        settings = cls(
            home=Path(read.text("HEED_HOME", ".heed")).resolve(),
            port=port,
            database_url=read.checked("DATABASE_URL", None, _is_postgres, _POSTGRES_HINT),
            owner_database_url=read.checked(OWNER_URL, None, _is_postgres, _POSTGRES_HINT),
            base_url=base_url,
            demo=read.demo("HEED_DEMO", base_url),
            demo_days=read.number("HEED_DEMO_DAYS", 90, what="number of days", least=0, most=365),
            allowed_hosts=read.hosts("HEED_ALLOWED_HOSTS"),
            embedding_model=read.text("HEED_EMBEDDING_MODEL", DEFAULT_EMBEDDING_MODEL),
            smtp_url=read.checked("HEED_SMTP_URL", None, _is_smtp, _SMTP_HINT),
            smtp_authority=read.file("HEED_SMTP_CA"),
            actions_port=read.optional_number("HEED_ACTIONS_PORT"),
            rasa_port=read.optional_number("HEED_RASA_PORT"),
            web_workers=read.number("HEED_WEB_WORKERS", 2, what="number", most=MOST_WEB_WORKERS),
            rate_limits=read.flag("HEED_RATE_LIMITS", default=True),
            behind_proxy=read.flag("HEED_BEHIND_PROXY", default=False),
        )
        read.stop_on_faults()
        return settings


@cache
def settings_in_use() -> Settings:
    """What this process was started with, read when it is first asked for."""
    return Settings.from_env()


_POSTGRES_HINT = "must look like postgresql://user:password@host:5432/database"
TLS_OFF = "tls=off"
_SMTP_HINT = (
    "must look like smtp://user:password@host:587 or smtps://user:password@host:465; "
    "smtp://host:25?tls=off, without a password, sends unencrypted"
)


def _is_postgres(value: str) -> bool:
    parts = parts_of(value)
    return parts is not None and parts.scheme in {"postgresql", "postgres"}


def _is_smtp(value: str) -> bool:
    parts = parts_of(value)
    if parts is None or parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        return False
    open_way = parts.scheme == "smtp" and parts.query == TLS_OFF and not parts.password
    return open_way or not parts.query


def _is_host(value: str) -> bool:
    parts = parts_of(f"http://{value}")
    return parts is not None and parts.netloc == value and parts.hostname == value


def is_public(address: str) -> bool:
    """Do strangers reach this address? Not this machine, a private network or a trial name."""
    host = (parts_of(address) or urlsplit("")).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(PRIVATE_ENDINGS)


class _Reader:
    """Collects values and faults, so that one start shows all the faults."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._faults: list[str] = []

    def text(self, name: str, default: str) -> str:
        return self._environ.get(name) or default

    def checked(
        self, name: str, default: str | None, valid: Callable[[str], bool], hint: str
    ) -> str | None:
        value = self._environ.get(name)
        if not value:
            return default
        if not valid(value):
            self._faults.append(f"{name} {hint}.")
        return value

    def file(self, name: str) -> Path | None:
        value = self._environ.get(name)
        if value and not Path(value).is_file():
            self._faults.append(f"{name} must name a file of certificates, and {value!r} is none.")
        return Path(value).resolve() if value else None

    def optional_number(self, name: str) -> int | None:
        return self.number(name, 0) or None

    def number(
        self,
        name: str,
        default: int,
        *,
        what: str = "port number",
        least: int = 1,
        most: int = 65535,
    ) -> int:
        value = self._environ.get(name)
        if not value:
            return default
        if not value.isdecimal() or not least <= int(value) <= most:
            self._faults.append(
                f"{name} must be a {what} between {least} and {most}, not {value!r}."
            )
            return default
        return int(value)

    def flag(self, name: str, *, default: bool) -> bool:
        value = self._environ.get(name)
        if not value:
            return default
        if value not in {"0", "1"}:
            self._faults.append(f"{name} must be 0 or 1, not {value!r}.")
        return value == "1"

    def base_url(self, name: str, default: str) -> str:
        address = self.text(name, default).rstrip("/")
        if not is_origin(address):
            self._faults.append(f"{name} must look like https://support.example.org.")
        return address

    def hosts(self, name: str) -> tuple[str, ...]:
        hosts = tuple(h.strip().lower() for h in self.text(name, "").split(",") if h.strip())
        for host in hosts:
            if not _is_host(host):
                self._faults.append(
                    f"{name} must list names such as support.example.org, without port, "
                    f"not {host!r}."
                )
        return hosts

    def demo(self, name: str, base_url: str) -> bool:
        public = is_public(base_url)
        wanted = self.flag(name, default=not public)
        if wanted and public:
            self._faults.append(PUBLIC_DEMO)
        return wanted

    def stop_on_faults(self) -> None:
        if self._faults:
            raise SettingsFault("\n".join(self._faults))


def secret(home: Path, name: str) -> str:
    """A secret of this installation, made at first use and readable by its owner only."""
    file = home / "secrets" / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_private(file, secrets.token_urlsafe(32))
    return file.read_text().strip()


def _write_private(file: Path, value: str) -> None:
    """Two processes may race to make the same secret: the first one wins for both."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(value)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def environment_for(settings: Settings, extra: Mapping[str, str]) -> dict[str, str]:
    """The environment a child process gets: ours, with what it needs on top.

    The database's owner is only for who migrates, and that one is told anew.
    """
    ours = {name: value for name, value in os.environ.items() if name != OWNER_URL}
    return {**ours, "HEED_HOME": str(settings.home), **extra}


def environment_without_settings(extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a child that is no part of the helpdesk: none of the desk's settings.

    Some of them hold passwords, such as those of the database and the mail server.
    """
    ours = ("HEED_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, **extra}


def environment() -> Mapping[str, str]:
    """What this process was started with; for the settings that may also be set there."""
    return os.environ


def from_environment(name: str) -> str:
    """What the process that started this one handed over; raise SettingsFault when it did not."""
    value = os.environ.get(name)
    if not value:
        raise SettingsFault(f"{name} is not set. Start this process with `heed up`, which sets it.")
    return value
