"""Messages, the floor, the bot's turns and the widget's API."""
