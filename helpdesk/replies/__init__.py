"""Replies that this desk gave before, kept without private words and suggested again."""
