"""How anybody proves who they are."""
