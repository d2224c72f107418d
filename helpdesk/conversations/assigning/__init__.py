"""Whose conversation it is, and who is given it."""
