"""Scrapy extensions: the visit of a source, and the event loop's lag."""
