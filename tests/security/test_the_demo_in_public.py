"""A desk that was tried with its demo goes public: nobody comes in by the demo's doors."""

from dataclasses import replace
from pathlib import Path

import pytest

from helpdesk.accounts.demo import DEMO_PEOPLE, part_demo_people
from helpdesk.accounts.models import Agent
from helpdesk.authentication.passwords import is_password
from helpdesk.launch.demo import load_demo
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform import db
from helpdesk.platform.config import PUBLIC_DEMO, Settings, SettingsFault, is_public, secret
from tests.environment import settings_in

PUBLIC = "https://support.heed-desk.com"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        (PUBLIC, True), ("http://8.8.8.8", True), ("https://[2606:4700::1111]", True),
        ("http://127.0.0.1:1", False), ("http://localhost:1", False),
        ("http://192.168.1.5", False), ("http://10.0.0.1", False), ("http://[::1]:1", False),
        ("http://desk", False), ("http://desk.local", False), ("https://help.example", False),
        ("https://desk.test", False), ("https://desk.internal", False),
    ],
)  # fmt: skip
def test_whom_an_address_is_for(address: str, *, public: bool) -> None:
    assert is_public(address) is public


def test_the_demo_in_public_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsFault, match="strangers reach"):
        settings_in(tmp_path, HEED_BASE_URL=PUBLIC, HEED_DEMO="1")


@pytest.mark.parametrize(("address", "demo"), [(PUBLIC, False), ("http://desk.local", True)])
def test_where_nobody_says_so_the_address_decides(
    tmp_path: Path, address: str, *, demo: bool
) -> None:
    assert settings_in(tmp_path, HEED_BASE_URL=address).demo is demo


@pytest.mark.usefixtures("committing")
def test_the_demos_people_share_no_password_in_public(settings: Settings, tmp_path: Path) -> None:
    trial = replace(settings, home=tmp_path)
    shared = secret(tmp_path, "demo_password")
    with db.transaction() as session:
        load_demo(session, trial)
    with db.transaction() as session:
        parted = dict(part_demo_people(session, trial))
        assert sorted(parted) == sorted(email for email, _, _ in DEMO_PEOPLE)
        for agent in session.query(Agent).filter(Agent.email.in_(parted)):
            assert not is_password(shared, agent.password_hash)
            assert is_password(parted[agent.email], agent.password_hash)
            assert agent.must_change_password
        assert part_demo_people(session, trial) == []


@pytest.mark.usefixtures("committing")
def test_the_demo_is_not_loaded_in_public(settings: Settings, tmp_path: Path) -> None:
    with db.transaction() as session, pytest.raises(LaunchFault) as refused:
        load_demo(session, replace(settings, home=tmp_path, base_url=PUBLIC))
    assert str(refused.value) == PUBLIC_DEMO
