"""From a question to candidates, a ranking and an answer."""
