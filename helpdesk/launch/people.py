"""The people of the demo desk."""

from helpdesk.accounts.rules import Role

DEMO_PEOPLE = (
    ("mia@fernhill.example", "Mia Brandt", Role.AGENT),
    ("lee@fernhill.example", "Lee Okafor", Role.LEAD),
    ("quinn@fernhill.example", "Quinn Moreau", Role.QUALITY_MANAGER),
    ("ada@fernhill.example", "Ada Lindqvist", Role.ADMIN),
)
