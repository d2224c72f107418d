"""The help centre: articles written, published and found, and the questions people asked of it."""
