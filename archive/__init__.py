"""The archive: articles with their versions, raw pages, fetch states. The only room that speaks SQL.

    archive = open_archive(home, create=True)
    with archive.writer("crawl") as writer:
        run_id = writer.begin_run("crawl", {"sources": ["xf-gov"]})
        outcome = writer.store(capture, article, source="xf-gov", run_id=run_id)
        writer.end_run(run_id, "done", {"new": 1})

Raw first: a response stands in a WARC, flushed to the disk, before the transaction that names it
commits. That transaction holds all that belongs to an article, or nothing of it.
"""

from archive.arrivals import new_by_week
from archive.captures import CaptureRef, read_capture
from archive.exchange import WarcCapture, WarcReader
from archive.history import Change, differences
from archive.notes import note, notes
from archive.opening import migrate, open_archive, verify
from archive.reading import Archive
from archive.records import (
    Capture,
    FetchState,
    Item,
    Mention,
    Outcome,
    Run,
    Similar,
    SourceStats,
    Status,
    StoredArticle,
    Version,
    uid_of,
)
from archive.restoring import Kept
from archive.verifying import Finding
from archive.visits import due_visits, held, latest_page, other_addresses

__all__ = [
    "Archive",
    "Capture",
    "CaptureRef",
    "Change",
    "FetchState",
    "Finding",
    "Item",
    "Kept",
    "Mention",
    "Outcome",
    "Run",
    "Similar",
    "SourceStats",
    "Status",
    "StoredArticle",
    "Version",
    "WarcCapture",
    "WarcReader",
    "differences",
    "due_visits",
    "held",
    "latest_page",
    "migrate",
    "new_by_week",
    "note",
    "notes",
    "open_archive",
    "other_addresses",
    "read_capture",
    "uid_of",
    "verify",
]
