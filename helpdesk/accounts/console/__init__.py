"""The console's pages about accounts: signing in, one's own settings, and the people."""
