"""What the bot asks one thing after the other."""
