"""Scrapy extensions: the visit of a source."""
