"""The version of the rules."""

EXTRACTOR_VERSION = "2"
"""Stored with every fact. It changes whenever a rule changes what is drawn from some article."""
