"""Where the body of an article is, and what it is made of."""
