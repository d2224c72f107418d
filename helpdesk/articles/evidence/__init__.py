"""Which article answered what, and what search and models learn from it."""
