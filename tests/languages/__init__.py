"""Tests of how readers are spoken to in their own language."""
