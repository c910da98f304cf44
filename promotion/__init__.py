"""Understands an article: text in, facts out. Pure; the only room with patterns over Chinese prose."""

from promotion.reader import EXTRACTOR_VERSION, facts_json, read_facts

__all__ = ["EXTRACTOR_VERSION", "facts_json", "read_facts"]
