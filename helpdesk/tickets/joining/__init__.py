"""Tickets that belong together: merged, split, or incidents of one problem; and snoozed ones."""
