"""What a waiting customer is told: their place, and how long others waited at such hours."""
