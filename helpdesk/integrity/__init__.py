"""The proof that nobody rewrote what happened: a chain over the audit trail, and its checks."""
