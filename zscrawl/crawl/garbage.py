"""Python's garbage collection in processes that live long and load much."""

from __future__ import annotations

import gc

CONTAINERS = 5_000
"""Objects that are made before the young ones are looked at; Python's own 700 is for small programs."""


def spare_what_is_loaded() -> None:
    """Leave all that is there now out of every collection: modules, tables and settings never become garbage.

    A collection looks at everything that has lived for some time, and holds up the event loop for as long. With some
    hundred thousand objects of what is imported that is a tenth of a second, again and again.
    """
    gc.freeze()
    gc.set_threshold(CONTAINERS)
