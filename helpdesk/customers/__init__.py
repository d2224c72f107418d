"""The people the desk exists for: visitors, verified customers, and proof of who they are."""
