"""Addresses: when two are the same page, and which belong to a site."""
