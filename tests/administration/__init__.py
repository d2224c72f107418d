"""The pages from which the desk is run."""
