"""What the bot takes for a contact is what the helpdesk takes for one."""

from __future__ import annotations

import pytest

from bot.actions.contact import reaches
from helpdesk.customers import rules
from tests.contacts import REACHES, REACHES_NOBODY


@pytest.mark.parametrize("contact", [*REACHES, *REACHES_NOBODY])
def test_both_sides_agree(contact: str) -> None:
    assert reaches(contact) is rules.reaches(contact) is (contact in REACHES)
