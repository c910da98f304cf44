"""Digital newspapers: pages of an issue, and the records that their systems leave in a page."""
