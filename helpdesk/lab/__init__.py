"""Evaluating and training on files and on the desk's own history."""
