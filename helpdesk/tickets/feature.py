"""What tickets bring to the desk: the agents' queue and customers' requests by form."""

from helpdesk.feature import Entry, Feature, FeedbackSource
from helpdesk.languages.catalogues import N_
from helpdesk.platform.jobqueue import MAIL_RETRY, Job
from helpdesk.tickets import api, jobs, portal
from helpdesk.tickets.console import articles, pages
from helpdesk.tickets.queries import open_tickets

TICKETS = Feature(
    "tickets",
    console=(pages.blueprint, articles.blueprint),
    portal=(portal.blueprint,),
    agents_api=(api.blueprint,),
    rail=Entry(
        N_("Tickets"),
        "/console/tickets",
        icon="ticket",
        key="2",
        count=lambda session, _agent: open_tickets(session),
    ),
    links={
        "new_request": "requests.new",
        "new_ticket": "tickets.open_from_conversation",
        "ticket_record": "tickets.of_record",
    },
    jobs=(
        Job("mail_ticket_opened", jobs.mail_ticket_opened, retry=MAIL_RETRY),
        Job("mail_ticket_reply", jobs.mail_ticket_reply, retry=MAIL_RETRY),
        Job("mail_ticket_resolved", jobs.mail_ticket_resolved, retry=MAIL_RETRY),
    ),
    feedback_sources=(
        FeedbackSource(
            "ticket",
            "select id::text, '' from ticket where state = 'closed'",
            page=("tickets.of_record", "ticket_id"),
        ),
    ),
)
