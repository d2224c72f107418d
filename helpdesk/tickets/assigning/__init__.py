"""New tickets find somebody by themselves, where a desk wants that."""
