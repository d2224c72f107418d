"""The helpdesk service: everything between a customer's words and the people who answer."""

__version__ = "0.1.0"
