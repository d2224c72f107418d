"""The company's logo: an image of an admin, shown wherever customers see whose desk this is."""

from io import BytesIO

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpdesk.platform.errors import RuleBroken
from helpdesk.settings.current import current
from helpdesk.settings.logo import LARGEST, keep_logo
from helpdesk.settings.models import StoredLogo
from helpdesk.settings.queries import newest_version
from helpdesk.settings.sections import Company
from tests.people import Browser, Staff

PAGE = "/console/settings/desk/company"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
WEBP = b"RIFF\x10\0\0\0WEBPVP8 "
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bring(ada: Staff, session: Session, content: bytes, **more: str) -> TestResponse:
    form = {"seen": str(newest_version(session)), "logo": (BytesIO(content), "logo.png"), **more}
    return ada.client.submit(PAGE, form, content_type="multipart/form-data")


def test_a_logo_stands_in_portal_widget_and_sign_in(
    ada: Staff, session: Session, client: Browser
) -> None:
    assert bring(ada, session, PNG).status_code == 303
    path = current(Company).logo_path
    assert path
    for page in ("/help", "/console/sign-in"):
        assert f'src="{path}"' in client.get(page).text
    assert client.get("/api/v1/widget/settings").get_json()["logo"] == path
    image = client.get(path)
    assert (image.data, image.mimetype) == (PNG, "image/png")
    assert "sandbox" in image.headers["Content-Security-Policy"]
    assert image.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in image.headers["Cache-Control"]


def test_it_stays_until_it_is_replaced_or_removed(ada: Staff, session: Session) -> None:
    bring(ada, session, PNG)
    first = current(Company).logo
    bring(ada, session, b"", name="Fern & Hill")
    assert (current(Company).name, current(Company).logo) == ("Fern & Hill", first)
    bring(ada, session, WEBP)
    assert current(Company).logo.endswith(".webp")
    bring(ada, session, b"", **{"logo-removed": "1"})
    assert current(Company).logo_path is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (SVG, "PNG, JPEG or WebP"),
        (b"GIF89a", "PNG, JPEG or WebP"),
        (PNG + b"\0" * LARGEST, "200 KB and the limit is 200"),
    ],
)
def test_what_is_no_image_or_too_large_is_refused_at_the_field(
    ada: Staff, session: Session, content: bytes, why: str
) -> None:
    answer = bring(ada, session, content, name="Typed")
    assert answer.status_code == 422
    assert why in answer.text
    assert 'value="Typed"' in answer.text
    assert session.scalar(select(func.count()).select_from(StoredLogo)) == 0


def test_the_name_of_a_logo_cannot_be_typed(ada: Staff, session: Session) -> None:
    form = {"seen": "0", "logo": "0" * 64 + ".png", "name": "Fern & Hill"}
    assert ada.client.submit(PAGE, form).status_code == 303
    assert current(Company).logo == ""
    assert ada.client.get("/logo/" + "0" * 64 + ".png").status_code == 404


def test_the_same_image_is_kept_once(session: Session) -> None:
    assert keep_logo(session, PNG) == keep_logo(session, PNG)
    with pytest.raises(RuleBroken):
        keep_logo(session, b"")
