"""Chats and tickets in one list."""
