"""Conditions on tickets, as rules of automation and macros ask them."""
