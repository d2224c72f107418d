"""A customer who is entitled to an outcome: received, acknowledged with a number and dates."""
