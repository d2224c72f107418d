"""What agents write on tickets before it goes out: drafts, and replies that can be taken back."""
