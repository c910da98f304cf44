"""The readers at work in Scrapy: the spider, and what passes between it and its operator."""
