"""A desk on which very many customers wrote, and what its pages cost there."""
