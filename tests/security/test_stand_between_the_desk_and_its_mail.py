"""A stranger answers in the mail server's place, to get its password and the customers' codes."""

import smtplib
import ssl
from pathlib import Path

import pytest
import trustme

from helpdesk.platform.mail import NotEncrypted, SmtpMailer, compose
from tests.post_office import Encryption, post_office

USER = "desk:the-password@"
ENCRYPTED: tuple[Encryption, ...] = ("starttls", "smtps")
LETTER = compose(
    sender="support@desk.example", to="alice@example.org", subject="Your code", text="12345678"
)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who signs the certificates of the real mail server."""
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> Path:
    """The file that HEED_SMTP_CA names."""
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


@pytest.mark.parametrize("encryption", ENCRYPTED)
def test_a_certificate_that_nobody_vouches_for_gets_nothing(
    encryption: Encryption, trusted: Path
) -> None:
    for ca in (None, trusted):
        with post_office(encryption, authority=trustme.CA()) as stranger:
            with pytest.raises(ssl.SSLCertVerificationError):
                SmtpMailer(stranger.url(USER), ca).send(LETTER)
            assert not {"AUTH", "MAIL", "DATA"} & set(stranger.words)


@pytest.mark.parametrize("encryption", ENCRYPTED)
def test_a_certificate_of_another_host_gets_nothing(
    encryption: Encryption, authority: trustme.CA, trusted: Path
) -> None:
    with post_office(encryption, authority=authority, host="mail.evil.example") as stranger:
        with pytest.raises(ssl.SSLCertVerificationError):
            SmtpMailer(stranger.url(USER), trusted).send(LETTER)
        assert not {"AUTH", "MAIL", "DATA"} & set(stranger.words)


@pytest.mark.parametrize("user", [USER, ""])
def test_who_takes_the_encryption_away_gets_nothing(user: str) -> None:
    with post_office("none") as stranger:
        with pytest.raises(NotEncrypted):
            SmtpMailer(stranger.url(user)).send(LETTER)
        assert not {"AUTH", "MAIL", "DATA"} & set(stranger.words)


def test_a_password_is_never_sent_in_the_clear() -> None:
    """Not even where the settings, which refuse it, were passed by."""
    with post_office("none") as stranger:
        with pytest.raises(NotEncrypted):
            SmtpMailer(stranger.url(USER, "?tls=off")).send(LETTER)
        assert "AUTH" not in stranger.words


@pytest.mark.parametrize("encryption", ENCRYPTED)
def test_the_real_server_gets_password_and_letter_encrypted(
    encryption: Encryption, authority: trustme.CA, trusted: Path
) -> None:
    with post_office(encryption, authority=authority) as server:
        SmtpMailer(server.url(USER), trusted).send(LETTER)
        assert "To: alice@example.org" in server.letter
        assert "AUTH" in server.words
        if encryption == "starttls":
            assert server.words.index("STARTTLS") < server.words.index("AUTH")


def test_a_refused_receiver_is_an_error_of_the_letter(authority: trustme.CA, trusted: Path) -> None:
    with post_office("starttls", authority=authority) as server:
        server.refuses = True
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            SmtpMailer(server.url(), trusted).send(LETTER)
