"""Python's garbage collection where much is loaded that stays.

A collection looks at everything that has lived for some time. Where hundreds of thousands of objects are made that are
all kept, it finds nothing, again and again, and takes longer than the making.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

CONTAINERS = 5_000
"""Objects that are made before the young ones are looked at; Python's own 700 is for small programs."""


def spare_what_is_loaded() -> None:
    """Leave all that is there now out of every collection, in a process that lives long.

    Modules, tables and settings never become garbage; with some hundred thousand objects of what is imported, looking
    at them holds up the event loop for a tenth of a second.
    """
    gc.freeze()
    gc.set_threshold(CONTAINERS)


@contextmanager
def loading() -> Iterator[None]:
    """Collect nothing meanwhile, and leave what is there at the end out of every later collection."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()
