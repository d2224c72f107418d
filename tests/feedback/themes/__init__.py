"""What customers speak about."""
