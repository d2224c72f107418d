"""Teaching the sentence model answered questions, and promotion by proof."""
