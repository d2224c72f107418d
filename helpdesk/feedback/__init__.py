"""Every expression of a customer, recorded exactly once with its source, and triaged."""
