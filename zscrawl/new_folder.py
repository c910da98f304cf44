"""A folder that appears under its name only when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zscrawl.errors import ConfigError


@contextmanager
def new_folder(path: Path, what: str) -> Iterator[Path]:
    """Give a folder beside ``path`` to write into, which becomes ``path`` at the end; interrupted, it leaves nothing.

    ``what`` is written, for the message ("an export"). Raises ConfigError if ``path`` exists or cannot be written.
    """
    if path.exists():
        raise ConfigError(f"{path} exists; name a new directory, {what} never writes over another")
    aside = path.with_name(f".{path.name}.part-{os.getpid()}")
    try:
        aside.mkdir(parents=True)
        yield aside
        aside.replace(path)
    except OSError as error:
        raise ConfigError(
            f"cannot write {path}: {error.strerror}; name a directory that can be written"
        ) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
