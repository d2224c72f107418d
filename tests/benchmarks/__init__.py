"""Measurements of the whole desk: `make bench` prints a table and writes it as JSON."""
