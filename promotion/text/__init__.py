"""The analysis that all extractors share: the form of a text, its sentences, its calendar, its companies."""
