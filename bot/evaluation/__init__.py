"""How well the bot's pipeline understands sentences it was not trained on."""
