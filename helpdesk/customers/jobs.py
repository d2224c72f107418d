"""Background work for customers: mailing a one-time code."""

from helpdesk.languages.catalogues import SOURCE, gettext, speaking
from helpdesk.platform.mail import Letter
from helpdesk.settings.current import current
from helpdesk.settings.mail import deliver
from helpdesk.settings.sections import Company


def send_code(email: str, code: str, language: str = SOURCE) -> None:
    """Mail the code, if it has anywhere to go; a failing mail server makes the job retry."""
    if not email:
        return
    with speaking(language):
        valid = gettext("Your code is %(code)s. It is valid for 10 minutes.", code=code)
        why = gettext(
            "You asked for it in our chat or portal to see your requests. "
            "If you did not, ignore this message: nobody sees anything without the code."
        )
        company = current(Company).name
        subject = gettext("%(code)s is your code for %(company)s", code=code, company=company)
    deliver(Letter(email, subject, f"{valid}\n\n{why}\n"))
