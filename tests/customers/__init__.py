"""Visitors, verified customers and the proof of who they are."""
