"""The earlier visits of the sources, as notes in the archive. Loads nothing of Scrapy: ``status`` needs none."""

from __future__ import annotations

from archive import Archive, note, notes
from zscrawl.crawl.health import VisitRecord, load

_BEGINNING = "health:"


def note_name(source: str) -> str:
    """The name of the note that keeps a source's visits."""
    return _BEGINNING + source


def history(archive: Archive, source: str) -> list[VisitRecord]:
    """The earlier visits of a source, oldest first."""
    return load(note(archive, note_name(source)))


def histories(archive: Archive) -> dict[str, list[VisitRecord]]:
    """The earlier visits of every source, oldest first."""
    return {source: load(text) for source, text in notes(archive, _BEGINNING).items()}
