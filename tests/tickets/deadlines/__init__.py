"""Deadlines: policies, what keeps them, and who is told."""
