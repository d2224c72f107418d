"""Checklists: the steps of a ticket, ticked off one by one."""
