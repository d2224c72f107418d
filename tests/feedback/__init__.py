"""Every expression recorded once, triaged, and provably complete."""
