"""The people of the company: agents, their roles, their sign-in and their API tokens."""
