"""The inbox: chats and tickets in one list, for whoever works through it."""
