"""Measuring a search over many passages."""
