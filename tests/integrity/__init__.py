"""The chain over the audit trail."""
