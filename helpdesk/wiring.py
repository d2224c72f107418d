"""One page: when this happens, then that; and which job name is which function."""

from collections.abc import Callable

from procrastinate import RetryStrategy

from helpdesk.accounts import jobs as account_jobs
from helpdesk.articles import jobs as article_jobs
from helpdesk.articles.evidence.answered import forget_erased, move_evidence
from helpdesk.articles.evidence.learning import on_customer_erased
from helpdesk.authentication import pauses, sign_ins
from helpdesk.complaints import jobs as complaint_jobs
from helpdesk.complaints.erasing import forget_complaints
from helpdesk.complaints.service import move_complaints
from helpdesk.conversations import jobs as conversation_jobs
from helpdesk.conversations.bot_gateway import Bot
from helpdesk.conversations.service.erasing import forget_conversations
from helpdesk.conversations.service.floor import release_conversations
from helpdesk.conversations.service.messages import move_conversations
from helpdesk.customers import codes
from helpdesk.customers import jobs as customer_jobs
from helpdesk.feedback import reactions as feedback
from helpdesk.feedback.erasing import forget_feedback
from helpdesk.platform import events
from helpdesk.platform.jobqueue import queue
from helpdesk.tickets import jobs as ticket_jobs
from helpdesk.tickets.erasing import forget_tickets
from helpdesk.tickets.reactions import release_tickets
from helpdesk.tickets.service import move_tickets
from helpdesk.web import submissions

MAIL_RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
EVERY_MINUTE = "* * * * *"
NIGHTLY = "17 3 * * *"
TURN_RETRY = RetryStrategy(max_attempts=5, wait=1)


def connect_facts() -> None:
    """Who reacts to what."""
    events.react(events.CustomerMerged, move_evidence)
    events.react(events.CustomerMerged, move_conversations)
    events.react(events.CustomerMerged, move_tickets)
    events.react(events.CustomerMerged, move_complaints)
    events.react(events.CustomerMerged, feedback.move_feedback)
    events.react(events.CustomerErased, forget_erased)
    events.react(events.CustomerErased, on_customer_erased)
    events.react(events.CustomerErased, forget_conversations)
    events.react(events.CustomerErased, forget_tickets)
    events.react(events.CustomerErased, forget_complaints)
    events.react(events.CustomerErased, forget_feedback)
    events.react(events.AgentLeft, release_conversations)
    events.react(events.AgentLeft, release_tickets)
    events.react(events.ConversationResolved, feedback.on_conversation_resolved)
    events.react(events.ConversationRated, feedback.on_conversation_rated)
    events.react(events.AnswerRated, feedback.on_answer_rated)
    events.react(events.ArticleRated, feedback.on_article_rated)
    events.react(events.TicketClosed, feedback.on_ticket_closed)


def register_jobs(bot: Callable[[], Bot]) -> None:
    """Which job name is which function; `bot` is asked for when a turn runs."""

    def answer_with_bot(conversation_id: str) -> None:
        conversation_jobs.answer_with_bot(conversation_id, bot=bot())

    queue.task(name="answer_with_bot", retry=TURN_RETRY)(answer_with_bot)
    queue.task(name="send_code", retry=MAIL_RETRY)(customer_jobs.send_code)
    queue.task(name="mail_password_link", retry=MAIL_RETRY)(account_jobs.mail_password_link)
    queue.task(name="mail_ticket_opened", retry=MAIL_RETRY)(ticket_jobs.mail_ticket_opened)
    queue.task(name="mail_ticket_reply", retry=MAIL_RETRY)(ticket_jobs.mail_ticket_reply)
    queue.task(name="mail_acknowledgement", retry=MAIL_RETRY)(complaint_jobs.mail_acknowledgement)
    nightly = {
        "train_model": article_jobs.train_model,
        "forget_attempts": pauses.forget_ended,
        "forget_sign_ins": sign_ins.forget_ended,
        "forget_submissions": submissions.forget_old,
        "forget_codes": codes.forget_ended,
        "forget_old_conversations": conversation_jobs.forget_old_conversations,
    }
    for name, job in nightly.items():
        queue.periodic(cron=NIGHTLY)(queue.task(name=name, pass_context=False)(job))
    often = queue.task(name="learn_from_experience", pass_context=False)(
        article_jobs.learn_from_experience
    )
    queue.periodic(cron=EVERY_MINUTE)(often)
