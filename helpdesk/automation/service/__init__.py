"""Keeping rules, letting them act, and trying them."""
