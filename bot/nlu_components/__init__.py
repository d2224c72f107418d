"""Graph components that run inside Rasa's own environment."""
