"""What an admin may change while the desk runs: declared by each feature, kept in versions."""
