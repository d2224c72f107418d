"""Custom fields: what a desk wants to know about its tickets beyond what every desk does."""
