"""How customers found the work on their request: asked once, answered at most once."""
