"""`heed ask`: one message through the running desk, as a customer's widget would send it."""

import time
from typing import Any
from uuid import uuid4

import httpx

from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings

PATIENCE = 30.0
POLL = 0.1


def ask(settings: Settings, text: str) -> dict[str, Any]:
    """The first answer to the text with its sources and confidence, and a printable form.

    Raises LaunchFault when the desk does not run or does not answer in time.
    """
    base = f"http://127.0.0.1:{settings.port}/api/v1/widget/conversations"
    with httpx.Client(timeout=10) as client:
        try:
            opened = client.post(base, json={}).raise_for_status().json()
            url = f"{base}/{opened['conversation_id']}/messages"
            client.headers["Authorization"] = f"Bearer {opened['token']}"
            body = {"text": text, "client_id": uuid4().hex}
            asked = client.post(url, json=body).raise_for_status().json()["id"]
            answers, floor = _wait(client, url, after=asked)
        except httpx.HTTPStatusError as error:
            raise LaunchFault(_reason(error, settings.port)) from error
        except (ValueError, KeyError, TypeError) as error:
            raise LaunchFault(_stranger(settings.port)) from error
        except httpx.TransportError as error:
            raise LaunchFault(
                f"No desk answers on port {settings.port}. Start it with `make run`."
            ) from error
    return _result(text, answers, floor)


def _reason(error: httpx.HTTPStatusError, port: int) -> str:
    try:
        return str(error.response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return _stranger(port)


def _stranger(port: int) -> str:
    return f"Something else than a desk answers on port {port}. Name the desk's port in HEED_PORT."


def _wait(client: httpx.Client, url: str, *, after: int) -> tuple[list[dict[str, Any]], str]:
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        page = client.get(url, params={"after": after}).raise_for_status().json()
        found = [m for m in page["messages"] if m["author"] in {"bot", "system"}]
        if any(m["author"] == "bot" for m in found):
            return found, page["floor"]
        time.sleep(POLL)
    raise LaunchFault("The desk accepted the message but did not answer in 30 s: `heed doctor`.")


def _result(text: str, answers: list[dict[str, Any]], floor: str) -> dict[str, Any]:
    sources = [source for answer in answers for source in answer["sources"]]
    confidence = next((a["confidence"] for a in answers if a["confidence"] is not None), None)
    words = "\n\n".join(answer["text"] for answer in answers)
    lines = [words, *(f"Source: {s['title']}  {s['url']}" for s in sources)]
    if confidence is not None:
        lines.append(f"Confidence: {confidence:.2f}")
    return {
        "question": text,
        "answer": words,
        "sources": sources,
        "confidence": confidence,
        "floor": floor,
        "printed": "\n".join(lines),
    }
