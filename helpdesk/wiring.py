"""One page: when this happens, then that."""

from helpdesk.accounts.teams import service as teams
from helpdesk.articles.evidence.answered import forget_erased, move_evidence
from helpdesk.articles.evidence.learning import on_customer_erased
from helpdesk.automation.service import acting as automation
from helpdesk.cases import reactions as cases
from helpdesk.complaints.erasing import forget_complaints
from helpdesk.complaints.service import move_complaints
from helpdesk.complaints.unstated import service as unstated
from helpdesk.conversations.assigning import service as giving_chats
from helpdesk.conversations.assigning import teams as teams_of_chats
from helpdesk.conversations.service.erasing import forget_conversations
from helpdesk.conversations.service.floor import release_conversations
from helpdesk.conversations.service.messages import move_conversations
from helpdesk.features import FEATURES
from helpdesk.feedback import reactions as feedback
from helpdesk.feedback.erasing import forget_feedback
from helpdesk.integrity.declaring import declare
from helpdesk.integrity.facts import TrailFaulty
from helpdesk.macros import evidence as macros_used
from helpdesk.macros import service as macros
from helpdesk.notices import reactions as notices
from helpdesk.platform import events, jobqueue
from helpdesk.platform.jobqueue import NIGHTLY, Job
from helpdesk.replies import evidence as replies_used
from helpdesk.replies import reactions as replies
from helpdesk.tickets.assigning import service as assigning
from helpdesk.tickets.assigning import teams as teams_of_tickets
from helpdesk.tickets.deadlines import keeping as deadlines
from helpdesk.tickets.joining import service as joining
from helpdesk.tickets.reactions import forget_tickets, release_tickets
from helpdesk.tickets.satisfaction import service as surveys
from helpdesk.tickets.service import move_tickets
from helpdesk.tickets.triage import predicting, words
from helpdesk.tickets.triage.learning import forget_learned
from helpdesk.tickets.views import service as views
from helpdesk.web import submissions


def connect_facts() -> None:
    """Who reacts to what."""
    events.react(events.CustomerMerged, move_evidence)
    events.react(events.CustomerMerged, move_conversations)
    events.react(events.CustomerMerged, move_tickets)
    events.react(events.CustomerMerged, surveys.move_surveys)
    events.react(events.CustomerMerged, move_complaints)
    events.react(events.CustomerMerged, feedback.move_feedback)
    events.react(events.CustomerErased, forget_erased)
    events.react(events.CustomerErased, on_customer_erased)
    events.react(events.CustomerErased, forget_conversations)
    events.react(events.CustomerErased, forget_tickets)
    events.react(events.CustomerErased, surveys.forget_surveys)
    events.react(events.CustomerErased, forget_learned)
    events.react(events.CustomerErased, forget_complaints)
    events.react(events.CustomerErased, forget_feedback)
    events.react(events.CustomerErased, cases.on_customer_erased)
    events.react(events.AgentLeft, release_conversations)
    events.react(events.AgentLeft, release_tickets)
    events.react(events.AgentLeft, macros.on_agent_left)
    events.react(events.AgentLeft, views.on_agent_left)
    events.react(events.AgentLeft, teams.on_agent_left)
    events.react(events.TeamLeft, teams_of_chats.on_team_left)
    events.react(events.TeamLeft, teams_of_tickets.on_team_left)
    events.react(events.AgentLeft, notices.on_agent_left)
    events.react(events.ConversationHandedOver, giving_chats.on_handed_over)
    events.react(events.ConversationResolved, feedback.on_conversation_resolved)
    events.react(events.ConversationResolved, unstated.on_conversation_resolved)
    events.react(events.ConversationRated, feedback.on_conversation_rated)
    events.react(events.AnswerRated, feedback.on_answer_rated)
    events.react(events.ArticleRated, feedback.on_article_rated)
    events.react(events.TicketClosed, feedback.on_ticket_closed)
    events.react(events.TicketRated, feedback.on_ticket_rated)
    events.react(events.ConversationResolved, replies.on_conversation_resolved)
    events.react(events.ConversationRated, replies.on_conversation_rated)
    events.react(events.ConversationForgotten, replies.on_conversation_forgotten)
    declare(audited for feature in FEATURES for audited in feature.audited)
    _connect_tickets()
    _connect_notices()


def register_jobs() -> None:
    """What a worker runs for all the others."""
    jobqueue.register(job for feature in FEATURES for job in feature.jobs)
    jobqueue.register([Job("forget_submissions", submissions.forget_old, due=NIGHTLY)])


def _connect_tickets() -> None:
    """What follows from what happens to a ticket."""
    events.react(events.TicketOpened, deadlines.on_opened)
    events.react(events.TicketOpened, predicting.on_opened)
    events.react(events.TicketOpened, assigning.on_opened)
    events.react(events.TicketOpened, automation.on_opened)
    events.react(events.TicketWritten, words.on_written)
    events.react(events.TicketChanged, assigning.on_changed)
    events.react(events.TicketWritten, automation.on_written)
    events.react(events.TicketChanged, automation.on_changed)
    events.react(events.DeadlineNear, automation.on_deadline_near)
    events.react(events.DeadlineMissed, automation.on_deadline_missed)
    events.react(events.TicketRated, automation.on_rated)
    events.react(events.TicketWritten, deadlines.on_written)
    events.react(events.TicketAnswered, deadlines.on_answered)
    events.react(events.TicketChanged, deadlines.on_changed)
    events.react(events.TicketChanged, surveys.on_changed)
    events.react(events.TicketChanged, joining.on_changed)
    events.react(events.TicketWritten, joining.on_written)
    events.react(events.TicketClosed, deadlines.on_closed)
    events.react(events.TicketChanged, replies.on_ticket_changed)
    events.react(events.TicketRated, replies.on_ticket_rated)
    events.react(events.TicketForgotten, replies.on_ticket_forgotten)
    events.react(events.AnswerComposed, replies_used.on_answer_composed)
    events.react(events.InsertedSent, macros_used.on_inserted_sent)
    events.react(events.InsertedSent, replies_used.on_inserted_sent)
    events.react(events.SettingsSaved, deadlines.on_settings_saved)
    events.react(events.TeamCalendarSet, deadlines.on_team_calendar_set)


def _connect_notices() -> None:
    """Of what agents are told."""
    events.react(events.AgentMentioned, notices.on_agent_mentioned)
    events.react(events.ConversationGiven, notices.on_conversation_given)
    events.react(events.TicketAssigned, notices.on_ticket_assigned)
    events.react(events.TicketWritten, notices.on_ticket_written)
    events.react(events.TicketWoken, notices.on_ticket_woken)
    events.react(events.TicketReturned, notices.on_ticket_returned)
    events.react(events.ChatReturned, notices.on_chat_returned)
    events.react(events.DeadlineNear, notices.on_deadline_near)
    events.react(events.DeadlineMissed, notices.on_deadline_missed)
    events.react(TrailFaulty, notices.on_trail_faulty)
    events.react(events.ComplaintOwned, notices.on_complaint_owned)
    events.react(events.ComplaintDutyNear, notices.on_complaint_duty_near)
    events.react(events.ComplaintDutyMissed, notices.on_complaint_duty_missed)
