"""What a turn of a conversation means with the turns before it."""
