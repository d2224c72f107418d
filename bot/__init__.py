"""The Rasa side of Heed: it knows the helpdesk only by its HTTP API."""
