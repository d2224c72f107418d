"""How the desk starts, what its command line says, and what happens when it cannot start."""
