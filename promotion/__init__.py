"""Understands an article: text in, facts out. Pure; the only room with patterns over Chinese prose."""

from promotion.reader import EXTRACTOR_VERSION, facts_json, read_facts
from promotion.tagger import LacTagger, Tagger

__all__ = ["EXTRACTOR_VERSION", "LacTagger", "Tagger", "facts_json", "read_facts"]
