"""Background work for customers: mailing a one-time code."""

from helpdesk.platform.mail import Letter
from helpdesk.settings.current import current
from helpdesk.settings.mail import deliver
from helpdesk.settings.sections import Company


def send_code(email: str, code: str) -> None:
    """Mail the code, if it has anywhere to go; a failing mail server makes the job retry."""
    if not email:
        return
    text = (
        f"Your code is {code}. It is valid for 10 minutes.\n\n"
        "You asked for it in our chat or portal to see your requests. "
        "If you did not, ignore this message: nobody sees anything without the code.\n"
    )
    deliver(Letter(email, f"{code} is your code for {current(Company).name}", text))
