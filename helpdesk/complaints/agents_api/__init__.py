"""The agents' API for complaints: reading and filing them, and taking their steps."""

from helpdesk.complaints.agents_api.filing import blueprint as filing
from helpdesk.complaints.agents_api.listing import blueprint as listing
from helpdesk.complaints.agents_api.steps import blueprint as steps

blueprints = (listing, filing, steps)
