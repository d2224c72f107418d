"""Somebody leaves the desk: what that ends, in every feature."""
