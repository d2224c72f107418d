"""What tickets bring to the desk: the agents' queue and customers' requests by form."""

from helpdesk.feature import Entry, Feature, FeedbackSource
from helpdesk.languages.catalogues import N_
from helpdesk.platform.jobqueue import EVERY_MINUTE, HOURLY, MAIL_RETRY, Job
from helpdesk.tickets import api, jobs, portal
from helpdesk.tickets.assigning.settings import Assignment
from helpdesk.tickets.checklists import console as checklists
from helpdesk.tickets.composing import jobs as composing_jobs
from helpdesk.tickets.composing.settings import Sending
from helpdesk.tickets.console import (
    bulk,
    categories,
    deadlines,
    describing,
    fields,
    giving,
    joining,
    listing,
    pages,
    writing,
)
from helpdesk.tickets.deadlines import console as calendars
from helpdesk.tickets.deadlines import jobs as deadline_jobs
from helpdesk.tickets.deadlines.figures import console as kept_deadlines
from helpdesk.tickets.demo.bringing import bring
from helpdesk.tickets.queries import AUDITED, open_tickets
from helpdesk.tickets.satisfaction import portal as rating
from helpdesk.tickets.satisfaction.settings import Satisfaction
from helpdesk.tickets.triage import jobs as triage_jobs
from helpdesk.tickets.triage.settings import Triage

TICKETS = Feature(
    "tickets",
    console=(
        listing.blueprint,
        pages.blueprint,
        bulk.blueprint,
        calendars.blueprint,
        categories.blueprint,
        checklists.blueprint,
        deadlines.blueprint,
        kept_deadlines.blueprint,
        describing.blueprint,
        giving.blueprint,
        fields.blueprint,
        joining.blueprint,
        *writing.BLUEPRINTS,
    ),
    portal=(portal.blueprint, rating.blueprint),
    agents_api=(api.blueprint,),
    rail=Entry(
        N_("Tickets"),
        "/console/tickets",
        icon="ticket",
        key="2",
        count=lambda _agent: open_tickets(),
    ),
    links={
        "categories": "categories.index",
        "checklists": "checklists.index",
        "deadlines": "deadlines.index",
        "fields": "ticket_fields.index",
        "new_request": "requests.new",
        "new_ticket": "tickets.open_from_conversation",
        "ticket_record": "tickets.of_record",
    },
    jobs=(
        Job("mail_ticket_opened", jobs.mail_ticket_opened, retry=MAIL_RETRY),
        Job("mail_ticket_reply", jobs.mail_ticket_reply, retry=MAIL_RETRY),
        Job("mail_automatic_answer", jobs.mail_automatic_answer, retry=MAIL_RETRY),
        Job("mail_ticket_resolved", jobs.mail_ticket_resolved, retry=MAIL_RETRY),
        Job("learn_triage", triage_jobs.learn_triage, due=HOURLY),
        Job("triage_ticket", triage_jobs.triage_ticket),
        Job("read_ticket", triage_jobs.read_ticket),
        Job("give_ticket", jobs.give_ticket),
        Job("send_reply", composing_jobs.send_reply, retry=MAIL_RETRY),
        Job("give_waiting_tickets", jobs.give_waiting_tickets, due=EVERY_MINUTE),
        Job("wake_tickets", jobs.wake_tickets, due=EVERY_MINUTE),
        Job("watch_deadlines", deadline_jobs.watch_deadlines, due=EVERY_MINUTE),
        Job("reckon_deadlines", deadline_jobs.reckon_deadlines),
    ),
    audited=(AUDITED,),
    demo=bring,
    settings=(Assignment, Satisfaction, Sending, Triage),
    feedback_sources=(
        FeedbackSource(
            "ticket_rating",
            "select id::text, coalesce(comment, '') from ticket_survey where score is not null",
            page=("tickets.of_survey", "survey_id"),
        ),
        FeedbackSource(
            "ticket",
            "select id::text, '' from ticket where state = 'closed'",
            page=("tickets.of_record", "ticket_id"),
        ),
    ),
)
