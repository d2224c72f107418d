"""Attacks that were tried on a running desk, each named by what the attacker wants."""
