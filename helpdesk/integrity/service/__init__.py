"""Sealing the trail, exporting its head, and verifying both."""
