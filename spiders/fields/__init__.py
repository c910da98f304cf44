"""What a page says about its article: title, dates, people, origin, in metas, bylines and credit lines."""
