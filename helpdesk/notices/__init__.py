"""What an agent should hear of while they do something else: in the console, by mail, or both."""
