"""What the bot knows of languages: what their words mean, and how it says its own sentences."""
