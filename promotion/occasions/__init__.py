"""Promotion events and trips, and who took part."""
