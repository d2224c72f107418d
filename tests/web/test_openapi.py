"""What the routes declare is what they answer, and programs may build upon it."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.conversations import schemas
from helpdesk.conversations.models import Message
from helpdesk.conversations.queries import BOT_NAME, floor_json, message_json
from tests.people import Browser, Customer

WIDGET = ("/api/v1/widget/", "/api/v1/articles/search", "/api/v1/articles/{article_id}/rating")


@pytest.fixture
def spec(client: Browser) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/api/openapi.json").get_json()
    return document


def test_every_route_of_the_widget_says_what_it_answers(spec: dict[str, Any]) -> None:
    for path in (path for path in spec["paths"] if path.startswith(WIDGET)):
        for method, operation in spec["paths"][path].items():
            (status,) = [status for status in operation["responses"] if status < "400"]
            (form,) = operation["responses"][status]["content"].values()
            assert "$ref" in form["schema"], f"{method} {path}"


def test_every_refusal_is_a_problem_and_every_reference_leads_somewhere(
    spec: dict[str, Any],
) -> None:
    schemas_of = spec["components"]["schemas"]
    for path in spec["paths"].values():
        for operation in path.values():
            assert {"400", "429", "503"} <= set(operation["responses"])
            for status, response in operation["responses"].items():
                for form, content in response["content"].items():
                    assert (form == "application/problem+json") == (status >= "400")
                    reference = content["schema"].get("$ref", "#/components/schemas/Problem")
                    assert reference.rpartition("/")[2] in schemas_of


def test_a_refusal_has_the_form_that_is_declared(client: Browser) -> None:
    refusal = client.get("/api/v1/articles/999999999")
    assert refusal.content_type == "application/problem+json"
    assert set(refusal.get_json()) == {"type", "title", "status", "detail"}


def test_the_stream_sends_what_its_route_declares(alice: Customer, session: Session) -> None:
    alice.write("Hello")
    message = session.scalars(select(Message)).one()
    sent = message_json(message, bot_name=BOT_NAME)
    assert schemas.Message.model_validate(sent).model_dump(mode="json") == sent
    state = floor_json(alice.conversation)
    assert schemas.FloorState.model_validate(state).model_dump(mode="json") == state
