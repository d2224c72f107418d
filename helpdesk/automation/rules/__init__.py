"""What a rule may be, and how a ticket stood when it would have looked at it."""
