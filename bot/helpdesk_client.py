"""The only file in bot/ that speaks HTTP to the helpdesk."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, TypedDict, TypeVar

import httpx

TIMEOUT_SECONDS = 8.0

Read = TypeVar("Read")

HandoffReason = Literal[
    "customer_request",
    "missing_knowledge",
    "not_understood",
    "complaint",
    "tool_failure",
    "policy_restriction",
]
FeedbackKind = Literal["compliment", "suggestion", "enquiry_insight"]


class HelpdeskError(Exception):
    """The helpdesk did not do what it was asked."""


class HelpdeskUnavailable(HelpdeskError):
    """It did not answer, or it failed on its own side."""


class HelpdeskRefused(HelpdeskError):
    """It understood and said no."""

    def __init__(self, path: str, status: int) -> None:
        super().__init__(f"{path} was refused with {status}")
        self.status = status


class Source(TypedDict):
    """One article that an answer rests on."""

    title: str
    url: str | None
    article_id: int
    excerpt: str


class Choice(TypedDict):
    """One of several places that may answer; the key says which to the helpdesk."""

    title: str
    key: str


@dataclass(frozen=True)
class Answer:
    """What the knowledge base has to say to a question."""

    outcome: Literal["answered", "suggested", "unknown"]
    text: str
    sources: list[Source]
    confidence: float
    question_id: int | None
    choices: list[Choice] = field(default_factory=list)
    disagree: bool = False
    """The articles to choose from contradict each other."""
    question: str = ""
    """What it answers, as it was typed."""
    also: "Sequence[Answer]" = ()
    """The answers to further questions of the same message."""
    left_out: bool = False
    """It asked more than is answered at once."""

    @property
    def sure(self) -> bool:
        """Was any of its questions answered outright?"""
        return any(one.outcome == "answered" for one in (self, *self.also))


_SINGLE = [name for name in Answer.__annotations__ if name not in {"also", "left_out"}]


@dataclass(frozen=True)
class FiledComplaint:
    """A complaint's number and what the customer may expect."""

    number: str
    acknowledgement: str


@dataclass(frozen=True)
class Case:
    """A ticket or complaint of this customer; the sentence says where it stands."""

    number: str
    subject: str
    sentence: str


@dataclass(frozen=True)
class Cases:
    """What may be said about the customer's cases, and whether a code could prove more."""

    verified: bool
    cases: list[Case]
    code_can_be_sent: bool


@dataclass(frozen=True)
class CodeCheck:
    """Whether a one-time code was the right one."""

    verified: bool
    attempts_left: int


@dataclass(frozen=True)
class AskedBy:
    """The conversation an action speaks for, and how its latest message was read.

    `language` is the customer's, `spoken` the one of the answer.
    """

    conversation_id: str
    idempotency_key: str
    intent: str
    intent_confidence: float
    language: str = "en"
    spoken: str = "en"

    def understanding(self) -> dict[str, Any]:
        return {
            "conversation_id": self.conversation_id,
            "intent": self.intent,
            "intent_confidence": self.intent_confidence,
        }


class HelpdeskClient:
    """The helpdesk's internal API, one method per thing the bot may ask of it."""

    def __init__(
        self, base_url: str, token: str, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=TIMEOUT_SECONDS,
            transport=transport,
            trust_env=False,
        )

    async def find_answer(self, asked: AskedBy, question: str) -> Answer:
        """What the message asks is answered; further questions of it in `also`."""
        body = {**asked.understanding(), "question": question}
        return await self._post(asked, "answers", body, _answers)

    async def find_answer_beside(self, asked: AskedBy, message: str) -> Answer | None:
        """The answer to what the message asks beside what it tells; None where it asks nothing."""
        body = {**asked.understanding(), "question": message, "beside": True}
        return await self._post(
            asked, "answers", body, lambda found: _answers(found) if found["answers"] else None
        )

    async def find_chosen(self, asked: AskedBy, key: str) -> Answer:
        """All that the choice says; it answered the customer's question from now on."""
        body = {"conversation_id": asked.conversation_id, "choice": key}
        return await self._post(asked, "answers/chosen", body, _answer)

    async def find_another(self, asked: AskedBy, question_id: int) -> Answer:
        """The next best answer to that question; unknown where enough was tried."""
        body = {"conversation_id": asked.conversation_id, "question_id": question_id}
        return await self._post(asked, "answers/another", body, _answer)

    async def refuse_answers(self, asked: AskedBy) -> str:
        """Nothing that was offered helps; who has the floor now."""
        body = {"conversation_id": asked.conversation_id}
        return await self._post(asked, "answers/refused", body, lambda made: str(made["floor"]))

    async def request_handoff(self, asked: AskedBy, reason: HandoffReason) -> str:
        """Who has the floor now."""
        body = {**asked.understanding(), "reason": reason}
        return await self._post(asked, "handoffs", body, lambda made: str(made["floor"]))

    async def file_complaint(
        self, asked: AskedBy, *, what_happened: str, remedy_sought: str | None, contact: str | None
    ) -> FiledComplaint:
        body = {
            "conversation_id": asked.conversation_id,
            "idempotency_key": asked.idempotency_key,
            "what_happened": what_happened,
            "remedy_sought": remedy_sought,
            "contact": contact,
        }
        return await self._post(
            asked,
            "complaints",
            body,
            lambda filed: FiledComplaint(filed["number"], filed["acknowledgement"]),
        )

    async def find_cases(self, asked: AskedBy, number: str | None) -> Cases:
        body = {"conversation_id": asked.conversation_id, "number": number}
        return await self._post(asked, "cases", body, _cases)

    async def send_code(self, asked: AskedBy, number: str) -> str | None:
        """How long to wait before asking again, such as `2 minutes`; None when it was sent now."""
        body = {"conversation_id": asked.conversation_id, "number": number}
        return await self._post(
            asked, "codes", body, lambda answer: None if answer["sent"] else str(answer["wait"])
        )

    async def check_code(self, asked: AskedBy, *, number: str, code: str) -> CodeCheck:
        body = {"conversation_id": asked.conversation_id, "number": number, "code": code}
        return await self._post(
            asked,
            "codes/check",
            body,
            lambda found: CodeCheck(found["verified"], found["attempts_left"]),
        )

    async def record_feedback(self, asked: AskedBy, *, kind: FeedbackKind, text: str) -> str:
        body = {
            "conversation_id": asked.conversation_id,
            "idempotency_key": asked.idempotency_key,
            "kind": kind,
            "text": text,
        }
        return await self._post(asked, "feedback", body, lambda recorded: str(recorded["number"]))

    async def _post(
        self,
        asked: AskedBy,
        path: str,
        body: dict[str, Any],
        read: Callable[[dict[str, Any]], Read],
    ) -> Read:
        """The helpdesk puts into words what the customer reads, so it is told in which language."""
        headers = {"Accept-Language": asked.spoken}
        try:
            response = await self._http.post(f"/api/internal/{path}", json=body, headers=headers)
            if response.is_server_error:
                raise HelpdeskUnavailable(f"{path} answered {response.status_code}")
            if response.is_error:
                raise HelpdeskRefused(path, response.status_code)
            return read(response.json())
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as fault:
            # The class alone: what could not be read may be what the customer wrote.
            raise HelpdeskUnavailable(f"{path}: {type(fault).__name__}") from None


def _answer(found: dict[str, Any]) -> Answer:
    return Answer(**{name: found[name] for name in _SINGLE})


def _answers(found: dict[str, Any]) -> Answer:
    first, *others = [_answer(one) for one in found["answers"]]
    return replace(first, also=others, left_out=found["left_out"])


def _cases(found: dict[str, Any]) -> Cases:
    fields = Case.__annotations__
    return Cases(
        verified=found["verified"],
        cases=[Case(**{name: case[name] for name in fields}) for case in found["cases"]],
        code_can_be_sent=found["code_can_be_sent"],
    )


@lru_cache(maxsize=1)
def connected() -> HelpdeskClient:
    """The process's one client, made at the first call: actions must import without one."""
    return HelpdeskClient(os.environ["HEED_INTERNAL_URL"], os.environ["HEED_BOT_TOKEN"])
