"""The agents' API for complaints: reading them, and taking their steps."""

from helpdesk.complaints.agents_api.listing import blueprint as listing
from helpdesk.complaints.agents_api.steps import blueprint as steps

blueprints = (listing, steps)
