"""What an agent writes on a ticket: drafts, and the articles that answer it."""

from helpdesk.tickets.console.writing import articles, drafts

BLUEPRINTS = (articles.blueprint, drafts.blueprint)
