"""Posts of threads: each stands from the version that brought it to the one before its replacement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import sqlalchemy as sa

from archive.changes import changed_posts
from archive.models import PostRow, table_of
from archive.queries import in_batches
from archive.rows import post_of
from zscrawl.items import Post

Made = TypeVar("Made")

_POSTS = table_of(PostRow)
_INSERT = sa.insert(_POSTS)
_OF_ARTICLES = sa.select(_POSTS).where(_POSTS.c.article_id.in_(sa.bindparam("ids", expanding=True)))
_OF_ARTICLES = _OF_ARTICLES.order_by(_POSTS.c.floor)
_AT_ONCE = 500
_FIELDS = [field.name for field in fields(Post)]


class Posts:
    """The posts of articles, within the writer's transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def standing(self, article_id: int) -> list[Post]:
        """The posts of a thread as they stand now, by floor."""
        return [post_of(row) for row in self._rows(article_id) if row.last_version is None]

    def begin(self, article_id: int, posts: Sequence[Post]) -> None:
        """Enter the posts of an article that is new."""
        distinct = {post.floor: post for post in posts}  # a page that gives a floor twice has one of it
        self._enter([_values(post, article_id, 1, None) for post in distinct.values()])

    def add(self, article_id: int, version: int, posts: Sequence[Post]) -> bool:
        """Enter what a version says: everything in the first, else what is new or edited. Whether that is anything.

        Done again for a version that was read anew, it replaces what that version had brought.
        """
        rows = self._rows(article_id)
        before = {row.floor: row for row in rows if row.first_version < version and _stays(row, version - 1)}
        mine = {row.floor: row for row in rows if row.first_version == version}
        news = changed_posts([post_of(row) for row in before.values()], posts) if version > 1 else posts
        wanted = {post.floor: post for post in news}  # a page that gives a floor twice has one of it
        if wanted == {floor: post_of(row) for floor, row in mine.items()}:
            return False
        for floor, row in mine.items():
            self._connection.execute(sa.delete(PostRow).where(PostRow.id == row.id))
            if floor in before:
                self._end(before[floor].id, row.last_version)
        later = {row.floor: row for row in reversed(rows) if row.first_version > version}
        entered = []
        for floor, post in wanted.items():
            if floor in before:
                self._end(before[floor].id, version - 1)
            last = later[floor].first_version - 1 if floor in later else None
            entered.append(_values(post, article_id, version, last))
        self._enter(entered)
        return True

    def has_own(self, article_id: int, version: int) -> bool:
        """Whether a version brought posts."""
        return any(row.first_version == version for row in self._rows(article_id))

    def _enter(self, values: list[dict[str, Any]]) -> None:
        if values:
            self._connection.execute(_INSERT, values)

    def _rows(self, article_id: int) -> Sequence[sa.Row[Any]]:
        query = sa.select(_POSTS).where(_POSTS.c.article_id == article_id)
        return self._connection.execute(query.order_by(_POSTS.c.floor, _POSTS.c.first_version)).all()

    def _end(self, post_id: int, version: int | None) -> None:
        self._connection.execute(sa.update(PostRow).where(PostRow.id == post_id).values(last_version=version))


def _values(post: Post, article_id: int, first_version: int, last_version: int | None) -> dict[str, Any]:
    values = {name: getattr(post, name) for name in _FIELDS}
    return values | {
        "article_id": article_id, "first_version": first_version, "last_version": last_version
    }  # fmt: skip


def _stays(row: sa.Row[Any], version: int) -> bool:
    return row.last_version is None or row.last_version >= version


def with_posts(
    connection: sa.Connection, rows: Sequence[sa.Row[Any]], make: Callable[[sa.Row[Any], list[Post]], Made]
) -> Iterator[Made]:
    """Each row as a value, with the posts that its version of the thread has."""
    posts: dict[int, list[sa.Row[Any]]] = {}
    for batch in in_batches(sorted({row.id for row in rows}), _AT_ONCE):
        for post in connection.execute(_OF_ARTICLES, {"ids": batch}):
            posts.setdefault(post.article_id, []).append(post)
    for row in rows:
        kept = [post_of(post) for post in posts.get(row.id, ()) if _stands(post, row.number)]
        yield make(row, kept)


def _stands(post: sa.Row[Any], version: int) -> bool:
    return post.first_version <= version and (post.last_version is None or version <= post.last_version)
