"""Learning replies, suggesting them and hiding them."""
