"""What a folder of the desk brings to it; `features.py` lists them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint
from sqlalchemy import ColumnElement, ScalarSelect
from sqlalchemy.orm import InstrumentedAttribute, Session

from helpdesk.platform.config import Settings
from helpdesk.platform.jobqueue import Job
from helpdesk.settings.declaring import Section

Progress = Callable[[int, int], None]
Demo = Callable[[Session, Settings, Progress], str]


@dataclass(frozen=True)
class Entry:
    """A place in the console's rail; `key` opens it and gives its order.

    Without `roles` everybody sees it; `count` is the query that tells an agent, by id, how much
    waits there: the rail asks all of them at once.
    """

    label: str
    address: str
    icon: str
    key: str
    roles: frozenset[str] | None = None
    count: Callable[[int], ScalarSelect[int]] | None = None
    inside: str | None = None  # where its pages lie, if not below its own address


@dataclass(frozen=True)
class FeedbackSource:
    """Records that each must have become feedback, once and word for word.

    `expected` is a query for their ids as text and their words; `page` shows one: the endpoint,
    and what it calls the id. Without it the conversation is shown in which they were said.
    """

    name: str
    expected: str
    page: tuple[str, str] | None = None


@dataclass(frozen=True)
class Audited:
    """Records whose `columns` must hold what the audit trail said of them last.

    `subject` is what the trail calls them, `key` the column it names one by; columns go by the
    names they have in an event's `after`. Those with a number of a `series` are gapless.
    """

    subject: str
    key: InstrumentedAttribute[int]
    columns: Mapping[str, ColumnElement[Any] | InstrumentedAttribute[Any]]
    series: str | None = None


@dataclass(frozen=True)
class Feature:
    """One folder: its pages and APIs by who calls them, and what others read from here.

    Pages (`console`, `portal`) go by cookies, the three APIs by tokens. `links` are the addresses
    that pages of other features lead to: a name, and the endpoint that it stands for. What is
    `searched`, as the agents' API is, and whose `forms` are sent, as the portal's are, is bounded
    by address beyond what everything is. `warm_up` loads in each web process, before it serves,
    what its first customer would otherwise wait for; it writes nothing.
    """

    name: str
    console: tuple[Blueprint, ...] = ()
    portal: tuple[Blueprint, ...] = ()
    agents_api: tuple[Blueprint, ...] = ()
    bot_api: tuple[Blueprint, ...] = ()
    public_api: tuple[Blueprint, ...] = ()
    rail: Entry | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    jobs: tuple[Job, ...] = ()
    settings: tuple[type[Section], ...] = ()
    feedback_sources: tuple[FeedbackSource, ...] = ()
    audited: tuple[Audited, ...] = ()
    demo: Demo | None = None
    warm_up: Callable[[Session], object] | None = None
    searched: tuple[Blueprint, ...] = ()
    forms: tuple[Blueprint, ...] = ()

    @property
    def apis(self) -> tuple[Blueprint, ...]:
        """What programs call with a token of their own."""
        return (*self.agents_api, *self.bot_api, *self.public_api)

    @property
    def blueprints(self) -> tuple[Blueprint, ...]:
        """Everything it serves."""
        return (*self.console, *self.portal, *self.apis)
