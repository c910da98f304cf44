"""Pages that list articles: their rows, and the way to the next page."""
