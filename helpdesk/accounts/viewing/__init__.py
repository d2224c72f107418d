"""Who else has the same page open, and who of them is writing."""
