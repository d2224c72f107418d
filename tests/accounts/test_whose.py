"""Who may change what the desk's people keep, by table: macros, views and rules ask it alike."""

import pytest

from helpdesk.accounts.rules import NotYours, Role, Whose, check_may_change

MINE, COLLEAGUES, OURS, TEAMS = Whose(1), Whose(2), Whose(), Whose(team_id=7)


@pytest.mark.parametrize(
    ("whose", "role", "teams", "may"),
    [
        (MINE, Role.AGENT, (), True),
        (COLLEAGUES, Role.AGENT, (), False), (COLLEAGUES, Role.ADMIN, (), False),
        (OURS, Role.AGENT, (), False), (OURS, Role.LEAD, (), True),
        (OURS, Role.QUALITY_MANAGER, (), True), (OURS, Role.ADMIN, (), True),
        (TEAMS, Role.AGENT, (7,), True), (TEAMS, Role.AGENT, (8,), False),
        (TEAMS, Role.LEAD, (), False),
    ],
)  # fmt: skip
def test_ones_own_a_teams_by_its_members_everybodys_by_those_who_lead(
    whose: Whose, role: Role, teams: tuple[int, ...], may: bool
) -> None:
    if may:
        check_may_change(whose, 1, role, teams=teams)
        return
    with pytest.raises(NotYours, match="not yours to change"):
        check_may_change(whose, 1, role, teams=teams)
