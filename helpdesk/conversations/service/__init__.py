"""The use cases of a conversation, one file per group of verbs."""
