"""Passages, vectors and words in PostgreSQL."""
