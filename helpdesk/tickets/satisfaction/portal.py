"""Customers say how their request went: by a letter's link, or on the request's page."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, public
from helpdesk.customers.browser import customer_only, signed_in_customer
from helpdesk.platform.errors import NotFound, RuleBroken
from helpdesk.tickets.reading import ticket_of
from helpdesk.tickets.satisfaction import service
from helpdesk.tickets.satisfaction.models import Survey
from helpdesk.tickets.satisfaction.queries import newest_survey, survey_of
from helpdesk.tickets.satisfaction.rules import (
    REASONS,
    SCORES,
    RatingReason,
    comment_in,
    score_in,
)
from helpdesk.web.forms import Typed, chosen
from helpdesk.web.submissions import said_once

blueprint = Blueprint("ratings", __name__, url_prefix="/requests")


@blueprint.get("/rate/<token>")
@public
def ask(token: str) -> ResponseReturnValue:
    """The question; opening it rates nothing, since mail scanners open every link."""
    return _page(survey_of(database(), token), Typed())


@blueprint.post("/rate/<token>")
@public
@said_once
def rate(token: str) -> ResponseReturnValue:
    """The answer of whoever holds the letter."""
    typed = Typed(request.form)
    survey = survey_of(database(), token)
    if not _keep(survey, typed):
        return _page(survey, typed), 422
    return redirect(url_for("ratings.ask", token=token), 303)


@blueprint.post("/<number>/rating")
@customer_only
@said_once
def rate_signed_in(number: str) -> ResponseReturnValue:
    """The answer of a customer who reads their request."""
    ticket = ticket_of(database(), signed_in_customer(), number)
    survey = newest_survey(database(), ticket)
    if survey is None:
        raise NotFound("Nobody asked how this request went.")
    typed = Typed(request.form)
    if not _keep(survey, typed):
        return _page(survey, typed), 422
    return redirect(url_for("requests.read", number=ticket.number, _anchor="rating"), 303)


def _keep(survey: Survey, typed: Typed) -> bool:
    """Keep what was typed, or note what is wrong with it."""
    try:
        rating = service.Rating(
            score_in(typed["score"]),
            chosen(typed["reason"] or None, RatingReason),
            comment_in(typed["comment"]),
        )
        service.rate(database(), survey, rating)
    except RuleBroken as refusal:
        typed.faults["score"] = str(refusal)
        return False
    return True


def _page(survey: Survey, typed: Typed) -> Response:
    """No word of the request stands here: a letter can be passed on."""
    answer = make_response(
        render_template(
            "portal/requests/rating.html",
            survey=survey,
            typed=typed,
            scores=SCORES,
            reasons=REASONS,
        )
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
