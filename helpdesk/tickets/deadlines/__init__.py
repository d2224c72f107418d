"""By when a customer is answered and helped, which policy says so, and who is told in time."""
