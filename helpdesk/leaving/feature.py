"""The page on which an admin closes somebody's account."""

from helpdesk.feature import Feature
from helpdesk.leaving import console

LEAVING = Feature("leaving", console=(console.blueprint,), links={"leave": "leaving.ask"})
