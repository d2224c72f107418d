"""Agents, their sign-in, their roles and their tokens."""
