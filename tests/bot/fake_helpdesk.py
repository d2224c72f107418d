"""A small helpdesk on loopback that answers the bot's calls and remembers them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

Body = dict[str, Any]

SOURCE = {"title": "Returns", "url": "/help/returns", "article_id": 7, "excerpt": "Within 30 days."}
WARRANTY = {"title": "What the warranty covers", "key": "31:7:covers"}
GONE = {"title": "Repairs", "key": "31:8:"}
CHOICES = [WARRANTY, GONE]
ANSWER = {
    "outcome": "answered",
    "text": "",
    "sources": [SOURCE],
    "choices": [],
    "confidence": 0.4,
    "question_id": 31,
    "question": "",
    "disagree": False,
}
NOTHING = {**ANSWER, "outcome": "unknown", "sources": []}
CASE = {
    "number": "T-2026-000123",
    "subject": "Kettle does not heat",
    "sentence": "Your request T-2026-000123 was received on 2 March; "
    "a technician writes to you by Friday.",
}
FILED = {
    "number": "C-2026-000042",
    "subject": "The lamp is broken",
    "sentence": "Your complaint C-2026-000042 was received on 2 March; "
    "a person decides by 16 March.",
}
RIGHT_CODE = "48291304"
ASKED_TOO_OFTEN = "T-2026-000999"
CODE_OF_SOMEBODY_ELSE = "55555555"


class FakeHelpdesk:
    """What the helpdesk would say, decided by a few words in what it is asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Body]] = []
        self.broken: set[str] = set()
        self.verified_customers: set[str] = set()
        self.attempts: dict[str, int] = {}

    def answer(self, path: str, body: Body) -> tuple[int, Body]:
        self.calls.append((path, body))
        if path in self.broken or "everything" in self.broken:
            return 503, {"title": "Unavailable"}
        if path == "codes/check" and body["code"] == CODE_OF_SOMEBODY_ELSE:
            return 409, {"title": "This is somebody else's"}
        replies: dict[str, Callable[[Body], Body]] = {
            "answers": self._answers,
            "answers/chosen": self._chosen,
            "answers/another": self._another,
            "answers/refused": self._handoffs,
            "handoffs": self._handoffs,
            "complaints": self._complaints,
            "cases": self._cases,
            "codes": self._codes,
            "codes/check": self._check,
            "feedback": lambda body: {"number": "F-2026-000005"},
        }
        return (200, replies[path](body)) if path in replies else (404, {"title": "Not found"})

    def bodies(self, path: str, conversation_id: str) -> list[Body]:
        return [
            body
            for called, body in self.calls
            if called == path and body["conversation_id"] == conversation_id
        ]

    def _answers(self, body: Body) -> Body:
        asked = body["question"]
        if body.get("beside"):
            asked = asked.partition(". ")[2]
        parts = [part for part in asked.split(" and also ") if part]
        answers = [self._found(part) for part in parts[:3]]
        return {"answers": answers, "left_out": len(parts) > len(answers)}

    def _found(self, asked: str) -> Body:
        question = asked.lower()
        if "return" in question:
            outcome, text, confidence = "answered", "You have 30 days.\n\nThen it is yours.", 0.91
        elif "warranty" in question or "contradict" in question:
            outcome, text, confidence = "suggested", "Two years for most things.", 0.5
        else:
            outcome, text, confidence = "unknown", "", 0.1
        choices = CHOICES[: 2 if "repair" in question else 1] if outcome == "suggested" else []
        sources = [SOURCE] if outcome != "unknown" or "parcel" in question else []
        return {
            "outcome": outcome,
            "text": text,
            "sources": sources,
            "choices": choices,
            "confidence": confidence,
            "question_id": 31,
            "question": asked,
            "disagree": "contradict" in question,
        }

    def _chosen(self, body: Body) -> Body:
        gone = body["choice"] == GONE["key"]
        return NOTHING if gone else {**ANSWER, "text": "Two years, from the day of delivery."}

    def _another(self, body: Body) -> Body:
        asked = len(self.bodies("answers/another", body["conversation_id"]))
        return {**ANSWER, "text": "Or in a shop, with the receipt."} if asked == 1 else NOTHING

    def _handoffs(self, body: Body) -> Body:
        return {"floor": "waiting"}

    def _complaints(self, body: Body) -> Body:
        return {
            "number": "C-2026-000042",
            "acknowledgement": "C-2026-000042 is recorded.",
        }

    def _cases(self, body: Body) -> Body:
        conversation_id, number = body["conversation_id"], body["number"]
        verified = conversation_id in self.verified_customers
        filed = [FILED] if self.bodies("complaints", conversation_id) else []
        told = [*filed, CASE] if verified else filed
        return {
            "verified": verified,
            "cases": [case for case in told if number in {None, case["number"]}],
            "code_can_be_sent": not body["conversation_id"].startswith("no-code"),
        }

    def _codes(self, body: Body) -> Body:
        paused = body["number"] == ASKED_TOO_OFTEN
        return {"sent": not paused, "wait": "2 minutes" if paused else None}

    def _check(self, body: Body) -> Body:
        conversation_id = body["conversation_id"]
        if body["code"] == RIGHT_CODE:
            self.verified_customers.add(conversation_id)
            return {"verified": True, "attempts_left": 2}
        self.attempts[conversation_id] = self.attempts.get(conversation_id, 3) - 1
        return {"verified": False, "attempts_left": self.attempts[conversation_id]}


def transport_to(helpdesk: FakeHelpdesk) -> Callable[[httpx.Request], httpx.Response]:
    """The fake as httpx's mock transport wants it."""

    def handle(request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/internal/")
        status, answer = helpdesk.answer(path, json.loads(request.content))
        return httpx.Response(status, json=answer)

    return handle


@contextmanager
def serving(helpdesk: FakeHelpdesk) -> Iterator[str]:
    """The fake's address, for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # one packet for head and body, as a real server sends them

        def do_POST(self) -> None:  # noqa: N802 (the name http.server calls)
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, answer = helpdesk.answer(self.path.removeprefix("/api/internal/"), body)
            sent = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, format: str, *args: Any) -> None:
            """Test output stays quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
