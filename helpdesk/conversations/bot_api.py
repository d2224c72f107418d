"""What the bot may ask of conversations and the help centre; only the action server calls it."""

from itertools import zip_longest
from typing import Any

from apiflask import APIBlueprint

from helpdesk.accounts.auth import bot_only, database
from helpdesk.articles.knowledge import Hit
from helpdesk.articles.reading.highlighting import Shown, shown
from helpdesk.articles.service.questions import Talk, find_answer
from helpdesk.conversations.queries import fresh_since, language_in
from helpdesk.conversations.schemas import BotQuestion, Handoff
from helpdesk.conversations.service.floor import hand_off
from helpdesk.platform.audit import BOT
from helpdesk.platform.db import Json

blueprint = APIBlueprint("bot", __name__, url_prefix="/api/internal", enable_openapi=False)
EXCERPT = 160


@blueprint.post("/answers")
@bot_only
@blueprint.input(BotQuestion)
def answers(json_data: BotQuestion) -> dict[str, Any]:
    """Look a question up; the question is remembered whatever comes out."""
    talk = Talk(json_data.conversation_id, fresh_since(database(), json_data.conversation_id))
    found, question_id = find_answer(
        database(),
        json_data.question,
        asked_in="conversation",
        talk=talk,
        locale=language_in(database(), json_data.conversation_id),
    )
    hits = [found.hit] if found.hit else found.nearest
    # What is said already is not repeated beside it.
    told = hits if found.outcome == "unknown" else []
    excerpts = shown(database(), told, json_data.question, longest=EXCERPT)
    return {
        "outcome": found.outcome,
        "text": found.text,
        "sources": [_source(*source) for source in zip_longest(hits, excerpts)],
        "confidence": round(found.confidence, 3),
        "question_id": question_id,
    }


@blueprint.post("/handoffs")
@bot_only
@blueprint.input(Handoff)
def handoffs(json_data: Handoff) -> dict[str, Any]:
    """Ask for a person on the customer's behalf."""
    conversation = hand_off(database(), json_data.conversation_id, json_data.reason, actor=BOT)
    return {"floor": conversation.floor}


def _source(hit: Hit, excerpt: Shown | None) -> Json:
    return {
        "title": hit.title,
        "url": f"{hit.url}#{hit.anchor}" if hit.anchor else hit.url,
        "article_id": hit.article_id,
        "excerpt": excerpt.text if excerpt else "",
    }
