"""What agents read of the bot's part: what it took words for, and why it wants a person."""

from helpdesk.conversations.rules import HandoffReason
from helpdesk.languages.catalogues import N_

HANDOFF_WORDS = {
    HandoffReason.CUSTOMER_REQUEST: N_("The customer asked for a person."),
    HandoffReason.MISSING_KNOWLEDGE: N_("No article answers the question."),
    HandoffReason.NOT_UNDERSTOOD: N_("The bot did not understand the customer."),
    HandoffReason.COMPLAINT: N_("The customer complained."),
    HandoffReason.TOOL_FAILURE: N_("The bot failed and could not answer."),
    HandoffReason.POLICY_RESTRICTION: N_("The bot may not decide this."),
}


INTENT_WORDS = {
    "ask_knowledge": N_("a question"),
    "talk_to_human": N_("a wish for a person"),
    "file_complaint": N_("a complaint"),
    "ticket_status": N_("a question about a ticket or complaint"),
    "give_feedback": N_("feedback"),
    "greet": N_("a greeting"),
    "goodbye": N_("a goodbye"),
    "thank": N_("thanks"),
    "affirm": N_("a yes"),
    "deny": N_("a no"),
    "stop": N_("a wish to stop"),
    "bot_challenge": N_("a question about the bot"),
    "small_talk": N_("small talk"),
    "out_of_scope": N_("something the bot has no business with"),
    "nlu_fallback": N_("nothing it knows"),
}
