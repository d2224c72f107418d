"""django-helpdesk beside this desk: as many tickets and entries, on the same PostgreSQL server.

It is installed by hand into an environment of its own, whose folder is given.
"""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg

from helpdesk.bench.database import scratch_database
from helpdesk.launch.ports import LOOPBACK, free_port
from tests.waiting import until

PROCESSES = 2
OPEN, CLOSED = 1, 4
SETTINGS = """
SECRET_KEY = "measured"
ALLOWED_HOSTS, ROOT_URLCONF, USE_TZ, SITE_ID = ["*"], "urls", True, 1
INSTALLED_APPS = [f"django.contrib.{name}" for name in (
    "auth", "contenttypes", "sessions", "sites", "messages", "staticfiles", "admin", "humanize")]
INSTALLED_APPS += ["rest_framework", "helpdesk.apps.HelpdeskConfig"]
MIDDLEWARE = [f"django.{name}" for name in (
    "middleware.security.SecurityMiddleware", "contrib.sessions.middleware.SessionMiddleware",
    "middleware.common.CommonMiddleware", "middleware.csrf.CsrfViewMiddleware",
    "contrib.auth.middleware.AuthenticationMiddleware",
    "contrib.messages.middleware.MessageMiddleware")]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": [f"django.%s" % name for name in (
        "template.context_processors.request", "contrib.auth.context_processors.auth",
        "contrib.messages.context_processors.messages")]}}]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "HOST_",
    "NAME": "NAME_", "USER": "USER_", "PASSWORD": "PASSWORD_", "PORT": "PORT_",
    "CONN_MAX_AGE": 600}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
STATIC_URL, MEDIA_ROOT, MEDIA_URL = "/static/", "media", "/media/"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
HELPDESK_PUBLIC_TICKET_QUEUE, HELPDESK_PUBLIC_TICKET_PRIORITY = "desk", 3
HELPDESK_PUBLIC_TICKET_DUE_DATE = None
LOGGING_CONFIG = None
HELPDESK_TEAMS_MODE_ENABLED = False
"""
URLS = """
from django.urls import include, path
urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
"""
WSGI = """
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""
# The agent is signed in as after its form; what is printed is the value of the cookie.
AGENT = """
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from helpdesk.models import Queue
Queue.objects.create(title="Desk", slug="desk", allow_public_submission=True)
user = get_user_model().objects.create_superuser("mia", "mia@desk.example", "measured")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(session.session_key)
"""
FILL = """
insert into helpdesk_ticket (title, queue_id, created, modified, submitter_email, assigned_to_id,
    status, on_hold, description, priority, secret_key)
select 'Subject ' || n, 1, now() - n * interval '1 minute', now() - n * interval '1 minute',
       'c' || n || '@example.org', case when n %% 3 > 0 then 1 end,
       case when n <= %(open)s then {open} else {closed} end, false, sentence, 3, md5(n::text)
  from generate_series(1, %(tickets)s) n join sentence on place = n %% %(sentences)s;
insert into helpdesk_followup (ticket_id, date, title, comment, public)
select 1 + n %% %(tickets)s, now() - n * interval '10 seconds', 'Comment', sentence, true
  from generate_series(1, %(entries)s) n join sentence on place = n %% %(sentences)s;
"""


@dataclass(frozen=True)
class Content:
    """As much as this desk has: tickets, how many of them are to do, and what is written there."""

    tickets: int
    to_do: int
    entries: int
    sentences: Sequence[str]


@dataclass
class Peer:
    """A running django-helpdesk, and the cookie of its agent."""

    url: str
    cookie: str


@contextmanager
def running_peer(environment: Path, server: str, content: Content) -> Iterator[Peer]:
    """Its own database on this server, filled, and as many processes as this desk has."""
    with scratch_database(server) as address, TemporaryDirectory() as folder:
        site = Path(folder)
        _write(site, address)
        _run(environment, site, "-m", "django", "migrate", "--verbosity", "0")
        cookie = _run(environment, site, "-c", AGENT).strip().splitlines()[-1]
        _fill(address, content)
        port = free_port()
        command = [_python(environment), "-m", "gunicorn", "-w", str(PROCESSES)]
        command += ["-b", f"{LOOPBACK}:{port}", "--log-level", "warning", "wsgi:application"]
        process = subprocess.Popen(command, cwd=site, env=_variables(site))
        peer = Peer(f"http://{LOOPBACK}:{port}", f"sessionid={cookie}")
        try:
            until(lambda: _answers(peer), seconds=60, what="django-helpdesk to answer")
            yield peer
        finally:
            process.terminate()
            process.wait(timeout=30)


def _write(site: Path, address: str) -> None:
    parts = urlsplit(address)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    settings = SETTINGS.replace("HOST_", host).replace("NAME_", parts.path.lstrip("/"))
    settings = settings.replace("USER_", parts.username or "")
    settings = settings.replace("PASSWORD_", parts.password or "")
    (site / "settings.py").write_text(settings.replace("PORT_", str(parts.port or "")))
    (site / "urls.py").write_text(URLS)
    (site / "wsgi.py").write_text(WSGI)


def _run(environment: Path, site: Path, *arguments: str) -> str:
    done = subprocess.run(
        [_python(environment), *arguments], cwd=site, env=_variables(site), check=False,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def _python(environment: Path) -> str:
    return str(environment.resolve() / "bin" / "python")


def _variables(site: Path) -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(site)}


def _fill(address: str, content: Content) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("create temp table sentence (place int primary key, sentence text)")
        with connection.cursor().copy("copy sentence from stdin") as copy:
            for row in enumerate(content.sentences):
                copy.write_row(row)
        numbers = {
            "tickets": content.tickets, "open": content.to_do, "entries": content.entries,
            "sentences": len(content.sentences),
        }  # fmt: skip
        for statement in FILL.format(open=OPEN, closed=CLOSED).split(";\n")[:2]:
            connection.execute(statement.encode(), numbers)
        connection.commit()
        connection.autocommit = True
        connection.execute("vacuum analyze")


def _answers(peer: Peer) -> bool:
    try:
        return httpx.get(f"{peer.url}/tickets/submit/", timeout=10).status_code == httpx.codes.OK
    except httpx.TransportError:
        time.sleep(0.2)
        return False
