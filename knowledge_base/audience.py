"""Who may read an article."""

from enum import StrEnum


class Audience(StrEnum):
    """Everybody reads what is public; what is for agents, only the people of the desk."""

    PUBLIC = "public"
    AGENTS = "agents"
