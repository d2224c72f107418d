"""Within the articles found, the sentences that answer: said whole, and how sure that they do."""
