"""An account is closed."""
