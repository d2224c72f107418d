"""The sentence model."""
