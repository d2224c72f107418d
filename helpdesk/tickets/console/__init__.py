"""The agents' pages of tickets."""
