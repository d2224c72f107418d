"""Complaints from their assessment to their end: each verb, each gate, each forbidden move."""
