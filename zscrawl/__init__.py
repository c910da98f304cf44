"""zscrawl: crawler, archive, search and datasets of Chinese regional investment-promotion news."""

__version__ = "0.1.0"
