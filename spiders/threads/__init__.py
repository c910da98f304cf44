"""Threads of forums: posts, floors, boards. What the readers `discuz` and `forum` are made of."""
