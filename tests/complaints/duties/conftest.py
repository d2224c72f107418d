"""The desk that owes something."""

from tests.complaints.handling.conftest import desk

__all__ = ["desk"]
