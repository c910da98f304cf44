"""Scrapy components between engine and network: guards, robots.txt, redirects, pace, canonical addresses."""
