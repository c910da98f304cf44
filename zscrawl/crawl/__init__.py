"""Crawling: runs, visits, turns and pace, reading and storing beside the event loop."""
