"""What the commands of the running or resting desk say, and what they say when they cannot."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from helpdesk.launch import exports
from helpdesk.platform.health import Supervision, write_supervision
from tests.command_line import Heed
from tests.post_office import post_office

ARTICLE = "---\ntitle: {title}\n---\n{body}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good articles and one without words."""
    root = tmp_path / "articles" / "Orders"
    root.mkdir(parents=True)
    (root / "returns.md").write_text(
        ARTICLE.format(title="Returns", body="Send it back in 30 days.")
    )
    (root / "gifts.md").write_text(
        ARTICLE.format(title="Gift cards", body="A gift card never ends.")
    )
    (root / "broken.md").write_text("---\ntitle: [half\n---\nwords\n")
    return tmp_path / "articles"


def test_an_import_counts_on_stdout_and_names_faults_on_stderr(desk: Heed, folder: Path) -> None:
    done = desk("kb", "import", str(folder))
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "2 added, 0 changed, 0 unchanged."
    assert "Articles searched from now on: 2 of 2" in done.stdout
    assert "broken.md" in done.stderr
    assert "broken.md" not in done.stdout
    assert done.stderr.startswith("Left out ")


def test_an_import_again_adds_nothing(desk: Heed, folder: Path) -> None:
    desk("kb", "import", str(folder))
    (folder / "Orders" / "gifts.md").write_text(
        ARTICLE.format(title="Gift cards", body="Two years.")
    )
    done = desk("kb", "import", str(folder))
    assert done.stdout.splitlines()[-1] == "0 added, 1 changed, 1 unchanged."


def test_a_folder_that_is_not_there_is_said(desk: Heed, tmp_path: Path) -> None:
    done = desk("kb", "import", str(tmp_path / "nowhere"))
    assert done.exit_code == 1
    assert "nowhere is not a folder. Name the folder" in done.stderr


def test_a_search_prints_score_title_and_address(desk: Heed, folder: Path) -> None:
    desk("kb", "import", str(folder))
    done = desk("kb", "search", "gift card", "--limit", "1")
    first, second = done.stdout.splitlines()
    assert "Gift cards" in first
    assert "/help/orders-gifts" in first
    assert "A gift card never ends." in second


def test_a_search_without_matches_says_so(desk: Heed) -> None:
    done = desk("kb", "search", "anything")
    assert done.exit_code == 0
    assert done.stdout == "No passage matches.\n"


def test_a_person_is_added_with_a_role_and_only_once(desk: Heed, committing: str) -> None:
    words = ("agent", "create", "Zoe@shop.example", "--name", "Zoe", "--role", "quality_manager")
    answers = "a long pass phrase\na long pass phrase\n"
    done = desk(*words, answers=answers)
    assert done.exit_code == 0
    assert done.stdout.endswith("can sign in.\n")
    assert "a long pass phrase" not in done.output
    with psycopg.connect(committing) as connection:
        row = connection.execute("select email, name, role from agent").fetchall()
    assert row == [("zoe@shop.example", "Zoe", "quality_manager")]
    again = desk(*words, answers=answers)
    assert again.exit_code == 1
    assert "already has an account" in again.stderr


@pytest.mark.parametrize(
    ("email", "password"), [("nobody", "a long pass phrase"), ("z@shop.example", "short")]
)
def test_a_person_who_could_not_sign_in_is_not_added(
    desk: Heed, committing: str, email: str, password: str
) -> None:
    done = desk("agent", "create", email, answers=f"{password}\n{password}\n")
    assert done.exit_code == 1
    with psycopg.connect(committing) as connection:
        assert connection.execute("select from agent").fetchall() == []


def test_no_password_is_taken_from_the_command_line(desk: Heed) -> None:
    done = desk("agent", "create", "z@shop.example", "--password", "a long pass phrase")
    assert done.exit_code == 2
    assert "No such option" in done.stderr


def test_the_company_is_no_password_for_the_company(desk: Heed) -> None:
    done = desk("agent", "create", "z@shop.example", answers="Fernhill-2026!\nFernhill-2026!\n")
    assert done.exit_code == 1
    assert "name" in done.stderr


def test_somebody_whom_no_admin_can_help_gets_a_one_time_password(desk: Heed) -> None:
    phrase = "a long pass phrase"
    desk("agent", "create", "zoe@shop.example", answers=f"{phrase}\n{phrase}\n")
    done = desk("agent", "reset", "zoe@shop.example")
    assert done.exit_code == 0
    assert "zoe@shop.example signs in once with" in done.stdout
    assert desk("agent", "reset", "nobody@shop.example").exit_code == 1


def test_a_role_that_does_not_exist_lists_those_that_do(desk: Heed) -> None:
    done = desk("agent", "create", "z@shop.example", "--role", "boss")
    assert done.exit_code == 2
    assert "quality_manager" in done.stderr


def test_the_doctor_says_what_is_missing_and_what_to_do(
    heed: Heed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("helpdesk.launch.doctor.RASA", tmp_path / "nowhere")
    done = heed("doctor")
    assert done.exit_code == 1
    assert "FAIL  Rasa's environment. Run `make setup`." in done.stdout
    assert "FAIL  Trained bot. It is trained at `make run`." in done.stdout
    assert "ok    Sentence model" in done.stdout
    assert "FAIL  Web process on port" in done.stdout
    assert "Start the desk with `make run`." in done.stdout


def test_the_doctor_names_a_database_that_does_not_answer(
    heed: Heed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/heed")
    done = heed("doctor")
    assert done.exit_code == 1
    assert "FAIL  Database address. The database of DATABASE_URL does not answer" in done.stdout


def test_the_doctor_signs_in_at_the_mail_server(
    heed: Heed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with post_office() as server:
        monkeypatch.setenv("HEED_SMTP_URL", server.url())
        assert "FAIL  Mail server. The mail server offers no encryption." in heed("doctor").stdout
        monkeypatch.setenv("HEED_SMTP_URL", server.url(query="?tls=off"))
        assert "ok    Mail server" in heed("doctor").stdout
        assert "DATA" not in server.words


def test_the_doctor_works_where_nothing_was_ever_set_up(
    heed: Heed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEED_HOME", str(tmp_path / "not" / "there"))
    done = heed("doctor")
    assert done.exit_code == 1
    assert "FAIL  Sentence model" in done.stdout
    assert not (tmp_path / "not").exists()


def test_a_question_to_a_desk_that_does_not_run_is_one_sentence(heed: Heed) -> None:
    done = heed("ask", "how long do returns take")
    assert done.exit_code == 1
    assert "No desk answers on port" in done.stderr
    assert len(done.stderr.splitlines()) == 1


class Stranger(BaseHTTPRequestHandler):
    """Some other program, which answers everything with a page."""

    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"<h1>Printer</h1>")

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture(params=[200, 404, 500])
def stranger(
    request: pytest.FixtureRequest, heed: Heed, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Heed]:
    """The command line of a desk on whose port something else answers."""
    monkeypatch.setattr(Stranger, "status", request.param)
    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("HEED_PORT", str(server.server_port))
        yield heed
        server.shutdown()


def test_a_question_to_something_else_on_the_port_is_one_sentence(stranger: Heed) -> None:
    done = stranger("ask", "how long do returns take")
    assert done.exit_code == 1
    assert "HEED_PORT" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_doctor_sees_that_something_else_is_on_the_port(stranger: Heed) -> None:
    done = stranger("doctor")
    assert done.exit_code == 1
    assert "FAIL  Web process on port" in done.stdout


def test_the_doctor_says_what_was_given_up_and_what_is_being_started_again(
    heed: Heed, home: Path
) -> None:
    """The web process does not answer, so the record of `heed up` alone can tell."""
    write_supervision(home, Supervision(given_up=("rasa",), restarting=("web",)), [])
    said = heed("doctor").stdout
    assert "FAIL  Running: rasa. It died too often and was given up." in said
    assert re.search(r"FAIL  Web process on port \d+\. It is being started again\.", said)


@pytest.mark.parametrize(
    "words", [[], ["kb"], ["agent"], ["up", "--help"], ["kb", "import", "--help"]]
)
def test_help_is_there_for_every_command(heed: Heed, words: list[str]) -> None:
    done = heed(*words)
    assert done.exit_code in {0, 2}
    assert "Usage:" in done.output


def test_the_checkout_is_where_the_models_are_looked_for() -> None:
    assert (exports.ROOT / "config.yml").exists()
