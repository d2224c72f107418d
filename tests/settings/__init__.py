"""The settings that an admin edits."""
