"""Rules that act on tickets by themselves: when, for which, and what is done."""
