"""Writing, publishing, importing, finding and rating articles."""
