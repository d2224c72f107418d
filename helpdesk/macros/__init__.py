"""Answers that are written once and sent often, with the customer's words filled in."""
