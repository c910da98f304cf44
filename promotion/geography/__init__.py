"""Places: the gazetteer, what an article is about, and to which place a record belongs."""
