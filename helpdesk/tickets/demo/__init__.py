"""What the demo shop's desk has set up around its tickets."""
