"""How what customers say sounds: read from their words, learned from labelled ones."""
