"""A customer's widget without the browser, over the real API."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from tests.waiting import until

COMPLAINT_NUMBER = re.compile(r"C-\d{4}-\d{6}")


@dataclass
class Visitor:
    """One conversation, held by its token."""

    url: str
    conversation_id: str
    token: str

    @classmethod
    def arrives(cls, desk_url: str, *, identity: str | None = None) -> "Visitor":
        body = {"identity": identity, "page": {"url": "https://shop.example/", "title": "Shop"}}
        base = f"{desk_url}/api/v1/widget/conversations"
        opened = httpx.post(base, json=body, timeout=20).raise_for_status().json()
        return cls(
            f"{base}/{opened['conversation_id']}", opened["conversation_id"], opened["token"]
        )

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def says(self, text: str, *, client_id: str | None = None) -> int:
        body = {"text": text, "client_id": client_id or uuid4().hex}
        answer = httpx.post(f"{self.url}/messages", json=body, headers=self.headers, timeout=20)
        return int(answer.raise_for_status().json()["id"])

    def chooses(self, payload: str) -> int:
        body = {"payload": payload, "client_id": uuid4().hex}
        answer = httpx.post(f"{self.url}/messages", json=body, headers=self.headers, timeout=20)
        return int(answer.raise_for_status().json()["id"])

    def reads(self, after: int = 0) -> dict[str, Any]:
        answer = httpx.get(
            f"{self.url}/messages", params={"after": after}, headers=self.headers, timeout=20
        )
        page: dict[str, Any] = answer.raise_for_status().json()
        return page

    def hears(
        self, after: int, *, author: str = "bot", seconds: float = 30
    ) -> list[dict[str, Any]]:
        """What that author said after the message, as soon as there is anything."""
        return until(
            lambda: [m for m in self._messages(after) if m["author"] == author],
            seconds=seconds,
            what=f"words of the {author}",
        )

    def asks(self, text: str) -> list[dict[str, Any]]:
        """Say something and hear what the bot answers."""
        return self.hears(self.says(text))

    def _messages(self, after: int) -> list[dict[str, Any]]:
        try:
            messages: list[dict[str, Any]] = self.reads(after)["messages"]
        except httpx.HTTPError:
            return []
        return messages


def words(messages: list[dict[str, object]]) -> str:
    """What was said, in one piece."""
    return " ".join(str(message["text"]) for message in messages)


def complains(visitor: Visitor, contact: str) -> str:
    """File a complaint in the chat: its number."""
    visitor.asks("I want to complain, the pump I got is leaking all over my floor")
    visitor.asks("pay for the floor")
    visitor.asks(contact)
    found = COMPLAINT_NUMBER.search(words(visitor.hears(visitor.chooses("/affirm"))))
    assert found
    return found.group()
