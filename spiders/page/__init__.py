"""What every reader stands on: one page, its characters, its tree, its blocks of text, and what kind of page it is."""
