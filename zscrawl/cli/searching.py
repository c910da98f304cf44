"""Opening the index for a search, so that nobody takes what is found for all that the archive has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from search import Index
    from zscrawl.home import Home


@contextmanager
def opened(home: Home) -> Iterator[Index]:
    """The index of ``home``. Behind what the block prints, stderr is told if the archive has more than the index.

    Raises SearchError if there is none, or it is damaged, stale, or of another archive.
    """
    from zscrawl.indexing import open_current_index
    from zscrawl.unindexed import archive_generation, not_indexed

    with open_current_index(home, archive_generation(home)) as index:
        yield index
        if behind := not_indexed(home, index):
            click.echo(behind, err=True)
