"""Teaching the sentence model."""
