"""Every page of the desk is written with names that exist, whatever there is to show."""

import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.recovery import letter_with_link
from helpdesk.accounts.rules import Whose
from helpdesk.accounts.teams.service import add_skill
from helpdesk.automation.rules.terms import Actions, Moment, Terms
from helpdesk.automation.service.keeping import add_rule
from helpdesk.complaints.rules import ComplaintState
from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.feedback.models import Feedback
from helpdesk.macros.rules import Words
from helpdesk.macros.service import add_macro
from helpdesk.platform import clock
from helpdesk.platform.audit import BOT
from helpdesk.platform.config import Settings
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.checklists.queries import steps_of
from helpdesk.tickets.checklists.service import add_steps, add_template, tick
from helpdesk.tickets.deadlines.calendars import add_calendar
from helpdesk.tickets.describing.categories import add_category
from helpdesk.tickets.fields.rules import FieldKind
from helpdesk.tickets.fields.rules import Terms as FieldTerms
from helpdesk.tickets.fields.service import add_field
from helpdesk.tickets.rules import Priority
from helpdesk.tickets.satisfaction.models import Survey
from helpdesk.tickets.satisfaction.rules import ASKED_FOR
from helpdesk.tickets.satisfaction.service import hand_out_link
from helpdesk.tickets.service import write_entry
from helpdesk.tickets.views.service import keep_view
from tests.complaints.handling.stages import Desk
from tests.jobs import arguments_of
from tests.make import (
    make_article,
    make_bot_answer,
    make_complaint,
    make_customer,
    make_feedback,
    make_message,
    make_question,
    make_team,
    make_ticket,
)
from tests.people import Browser, Customer, Staff, enter_portal
from tests.structure.callers import CALLERS
from tests.structure.house import ROOT

HANDLED = (
    ComplaintState.ASSESSED, ComplaintState.INVESTIGATING, ComplaintState.RESPONSE_PROPOSED,
    ComplaintState.ESCALATED, ComplaintState.CLOSED, ComplaintState.DECISION_COMMUNICATED,
)  # fmt: skip
ALSO = {"console/error.html", "portal/error.html"}
TEMPLATES = sorted(
    str(path.relative_to(ROOT / "helpdesk" / "templates"))
    for path in (ROOT / "helpdesk" / "templates").rglob("*.html")
)
EMPTY = [
    "/console", "/console/inbox", "/console/inbox?tab=resolved", "/console/rail",
    "/console/tickets", "/console/complaints", "/console/feedback", "/console/articles",
    "/console/complaints/log", "/console/feedback/register", "/console/feedback/register?from=x",
    "/console/articles/new",
    "/console/articles/unanswered", "/console/settings", "/console/settings/agents",
    "/console/settings/desk/company", "/console/settings/desk/company/versions",
    "/console/forgotten-password", "/console/new-password/made-up", "/console/password",
    "/help", "/help?q=x",
    "/help/-/offers?subject=returning+things", "/requests/new", "/requests/sign-in",
    "/complaints/new", "/demo", "/demo?as=customer", "/console/articles?q=x&state=draft",
    "/console/tickets/T-2026-000000", "/help/nothing", "/widget/frame?site=http://localhost",
    "/widget/frame?site=https://evil.example",
]  # fmt: skip
STREAM = "GET /console/events"
EMPTY += [
    route.removeprefix("GET ")
    for route in CALLERS
    if route.startswith("GET /console/") and "<" not in route and route != STREAM
    and route.removeprefix("GET ") not in EMPTY
]  # fmt: skip


@pytest.fixture
def full(session: Session, alice: Customer, ada: Staff, bob: Staff) -> list[str]:
    """The pages of a desk on which everything has happened that can."""
    article = make_article(session, body="\n\n".join(f"## Part {n}\n\nReturn." for n in range(4)))
    make_article(session, "Refund an item", published=False)
    _, question = make_question(session, "return", asked_in="conversation")
    make_question(session, "zxqv", asked_in="portal")
    conversation = alice.conversation
    first = make_message(session, conversation)
    view = {"question_id": question, "intent": "ask_knowledge", "intent_confidence": 0.4}
    source = {"title": "Return", "url": "/help/x", "article_id": article.id, "excerpt": "30 days"}
    button = {"title": "A person", "payload": "/talk_to_human"}
    make_bot_answer(session, conversation, view=view, sources=[source], buttons=[button])
    floor.hand_off(session, conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    floor.take(session, conversation.id, bob.agent)
    floor.write_note(session, conversation.id, bob.agent, "Be kind, @ada")
    floor.reply(session, conversation.id, bob.agent, "Hello")
    customer = make_customer(session, name=None)
    ticket = make_ticket(session, customer, email="alice@example.org")
    write_entry(session, ticket, "On it", agent=bob.agent)
    category = add_category(session, "Delivery", None, actor=BOT)
    ticket.predicted_category_id, ticket.category_certainty = category.id, 0.6
    ticket.predicted_priority, ticket.priority_certainty = Priority.HIGH, 0.7
    survey = Survey(
        ticket_id=ticket.id, customer_id=customer.id, agent_id=bob.agent.id,
        asked_at=clock.now(), expires_at=clock.now() + ASKED_FOR,
    )  # fmt: skip
    session.add(survey)
    token = hand_out_link(survey)
    macro = add_macro(session, Words("Hello", "Hello {customer}"), agent=bob.agent, shared=False)
    terms = Terms("Up", Moment.OPENED, actions=Actions(priority=Priority.HIGH))
    rule = add_rule(session, terms, actor=BOT)
    team = make_team(session, "Orders", bob.agent)
    add_skill(session, "refunds", actor=BOT)
    give_to_team(session, ticket, team, actor=BOT)
    add_steps(session, ticket, "Call\nRefund", actor=BOT)
    tick(session, ticket, steps_of(session, ticket)[0], done=True, agent=bob.agent)
    checklist = add_template(session, "Refund", "Ask\nPay", actor=BOT)
    for kind in FieldKind:
        field = add_field(session, FieldTerms(name=kind, kind=kind, choices=("Fern",)), actor=BOT)
    keep_view(session, "Mine", {"holder": "me"}, agent=bob.agent, whose=Whose(bob.agent.id))
    complaint = make_complaint(
        session, contact="alice@example.org", conversation_id=conversation.id
    )
    handled = Desk(session, bob.agent, ada.agent)
    complaints = [handled.complaint(state) for state in HANDLED]
    answer = arguments_of(session, "mail_complaint")[-1]["words"].split("/answer/")[1].split()[0]
    feedback: Feedback = make_feedback(session, score=2)
    link = letter_with_link(session, bob.agent.email, Settings.from_env())
    assert link
    there = {"name": "There", "hours": "Mon 9-17", "zone": "UTC"}
    calendar = add_calendar(session, there, actor=BOT)
    session.commit()
    place = f"/console/conversations/{conversation.id}"
    return [
        place, f"{place}/said", f"{place}/newer?after={first.id}", f"{place}/context",
        f"{place}?before=999999",
        f"{place}?tab=resolved", "/console/inbox?tab=mine", "/console/inbox?tab=team&after=",
        "/console/inbox?tab=waiting&after=2026-01-01T00:00:00%2B00:00~chat." + str(conversation.id),
        f"/console/tickets/{ticket.number}", f"/console/tickets/{ticket.number}/articles?q=return",
        f"/console/settings/automation/{rule.id}", f"/console/settings/fields/{field.id}",
        f"/console/tickets/{ticket.number}/checklist",
        f"/console/settings/checklists/{checklist.id}",
        f"/console/settings/calendars/{calendar.id}",
        f"/console/macros/for-ticket/{ticket.number}", f"/console/settings/macros/{macro.id}",
        f"/console/replies/for-ticket/{ticket.number}",
        f"/console/replies/for-conversation/{conversation.id}",
        f"/console/macros/for-conversation/{conversation.id}", f"/requests/rate/{token}",
        f"/console/inbox/beside/{ticket.number}", "/console?kind=ticket&team=mine",
        "/console/tickets?holder=me&tag=lost&team=mine", "/console/tickets?snoozed=1",
        f"{place}/articles", f"/console/complaints/{complaint.number}",
        "/console/complaints/new", f"/console/complaints/new?conversation={conversation.id}",
        f"/console/complaints/new?ticket={ticket.number}",
        f"/console/customers/{customer.id}/erase", f"/console/customers/{customer.id}/contact",
        f"/console/settings/agents/{bob.agent.id}", f"/console/settings/teams/{team.id}",
        f"/console/settings/teams/agents/{bob.agent.id}",
        f"/console/settings/agents/{bob.agent.id}/deactivate",
        re.findall(r"/console/new-password/\S+", link.text)[0],
        f"/console/complaints/of-customer/{customer.id}", f"/console/feedback/{feedback.number}",
        f"/console/articles/{article.id}", f"/console/articles/{article.id}/versions/1",
        f"/console/articles/{article.id}/edit", article.path, "/help?in=Orders",
        f"/help?q={article.title}", f"/help/-/offers?subject={article.title}",
        f"/requests/{ticket.number}", f"/complaints/{complaint.number}", "/requests",
        *(f"/console/complaints/{each.number}" for each in complaints),
        f"/complaints/answer/{answer}", "/complaints/answered?reply=rejected",
        "/console/complaints/log", "/console/feedback/register",
    ]  # fmt: skip


SENT: list[tuple[str, dict[str, Any]]] = [
    ("/console/viewing/ticket:1", {"typing": "1"}),
    ("/console/tickets/bulk", {"what": "give:", "number": "T-2026-000001"}),
    ("/console/sign-in", {"email": "x", "password": "y"}),
    ("/console/forgotten-password", {"email": "x"}),
    ("/console/forgotten-password", {"email": "zoe@desk.example"}),
    ("/console/settings/tokens", {"name": ""}),
    ("/console/settings/tokens", {"name": "Till", "days": "90"}),
    ("/console/settings/agents", {"name": "Zoe", "email": "zoe@desk.example", "role": ""}),
    ("/console/settings/agents", {"name": "Zoe", "email": "zoe@desk.example", "role": "agent"}),
    ("/console/password", {"old": "x", "new": "y"}),
    ("/console/settings/desk/company", {"name": "", "seen": "0"}),
    ("/console/articles/new", {"title": ""}),
    ("/console/articles/preview?article_id=1", {"body": "# Hello"}),
    ("/console/articles/preview", {"body": "# Hello"}),
    ("/requests/new", {}),
    ("/requests/new", {"subject": "s", "text": "t", "email": "alice@example.org"}),
    ("/complaints/new", {}),
    ("/console/complaints/new", {"name": "x" * 201, "contact": "nobody"}),
    ("/complaints/new", {"what_happened": "It broke"}),
    ("/requests/sign-in", {"email": "x"}),
    ("/requests/sign-in", {"email": "alice@example.org"}),
    ("/requests/code", {"code": "0"}),
]


def walk(browser: Browser, pages: list[str]) -> list[str]:
    """The pages that could not be written."""
    return [page for page in pages if browser.get(page).status_code >= 500]


def signed_in_as_both(staff: Staff, alice: Customer, session: Session) -> Browser:
    enter_portal(staff.client, session, alice.id)
    return staff.client


def test_an_empty_desk_has_pages(ada: Staff) -> None:
    assert walk(ada.client, EMPTY) == []


def test_a_busy_desk_has_pages(
    ada: Staff, bob: Staff, alice: Customer, full: list[str], session: Session
) -> None:
    for staff in (ada, bob):
        browser = signed_in_as_both(staff, alice, session)
        assert walk(browser, EMPTY + full) == []
        answers = [browser.get(page, headers={"HX-Request": "true"}) for page in full]
        assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


def test_every_form_answers_with_a_page(
    ada: Staff, alice: Customer, full: list[str], session: Session
) -> None:
    browser = signed_in_as_both(ada, alice, session)
    for path, form in SENT:
        assert browser.submit(path, form, follow_redirects=True).status_code < 500, path
    for path in full:
        if re.match(r"/console/(tickets|conversations)/[^?/]*$", path):
            action = "entries" if "tickets" in path else "messages"
            assert browser.submit(f"{path}/{action}", {"text": " "}).status_code == 422


def test_every_template_is_written_by_one_of_these_pages(
    ada: Staff,
    alice: Customer,
    full: list[str],
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: set[str] = set()
    environment = ada.client.application.jinja_env
    load = environment.get_template
    browser = signed_in_as_both(ada, alice, session)

    def noted(name: Any, *arguments: Any, **options: Any) -> Any:
        written.add(str(getattr(name, "name", name)))
        return load(name, *arguments, **options)

    monkeypatch.setattr(environment, "get_template", noted)
    monkeypatch.setattr(environment, "get_or_select_template", noted)
    walk(browser, EMPTY + full)
    for page in full:
        browser.get(page, headers={"HX-Request": "true"})
    for path, form in SENT:
        browser.submit(path, form, follow_redirects=True)
    assert sorted(set(TEMPLATES) - written - ALSO) == []
