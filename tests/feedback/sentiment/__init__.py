"""How what customers say sounds."""
