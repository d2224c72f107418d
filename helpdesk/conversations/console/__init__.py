"""The agents' pages of conversations."""
