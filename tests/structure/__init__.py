"""The tests that guard the house."""
