"""Messages between customer, bot and agent: who has the floor, and nothing lost or doubled."""
