"""What is kept of a reply, and what becomes of it."""
