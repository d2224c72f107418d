"""The browser of a customer who is signed in to the portal."""

from apiflask import APIFlask
from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer
from tests.people import Browser, enter_portal


def signed_in(app: APIFlask, session: Session, customer: Customer) -> Browser:
    """A browser of this customer."""
    browser = Browser(app)
    enter_portal(browser, session, customer.id)
    return browser
