"""What admins may change, on which every other feature stands."""

from helpdesk.feature import Feature

SETTINGS = Feature("settings")
