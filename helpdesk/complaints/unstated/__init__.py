"""Complaints that a customer made in a chat and nobody filed before it ended."""
