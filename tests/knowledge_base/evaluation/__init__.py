"""Figures of labelled questions."""
