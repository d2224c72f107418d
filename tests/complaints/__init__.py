"""Complaints with their dates, and what the bot may tell about cases."""
