"""The common manners of pages and APIs."""
