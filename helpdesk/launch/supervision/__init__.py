"""Keeping the parts of the desk up: whatever dies or falls silent is started again."""
