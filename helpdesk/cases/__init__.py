"""What spans tickets and complaints: the customer's cases."""
