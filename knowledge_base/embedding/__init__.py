"""The sentence model: its export, its serving and the vectors it made before."""
