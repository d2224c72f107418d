"""What a ticket is about: its type, its category in the desk's tree, its tags."""
