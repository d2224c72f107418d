"""The demo's past."""
