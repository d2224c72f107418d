"""Measuring a search over any number of passages."""
