"""What spans chats, tickets and complaints: the inbox, search, and the customer's cases."""
