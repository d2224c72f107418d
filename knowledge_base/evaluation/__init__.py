"""Labelled questions in, figures with intervals out."""
