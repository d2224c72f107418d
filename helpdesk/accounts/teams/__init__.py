"""Who works together, and what each agent speaks and knows."""
