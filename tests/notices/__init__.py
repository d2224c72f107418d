"""Of what agents are told, and how."""
