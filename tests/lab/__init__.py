"""Evaluating and training from the command line."""
