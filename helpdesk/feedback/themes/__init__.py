"""What customers speak about: themes found in their words, named by them, and kept."""
