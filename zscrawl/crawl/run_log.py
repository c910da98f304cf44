"""The log of one run: a JSON line for each thing that happened, in ``runs/`` of the data directory."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Any


class RunLog:
    """Appends events to a file. Every line has ``at`` (ISO 8601) and ``event``; the rest depends on the event."""

    def __init__(self, path: Path | None, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._stream: IO[str] | None = None

    def open(self) -> None:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Line buffered: after a crash the log ends with the last whole event.
            self._stream = self.path.open("a", encoding="utf-8", buffering=1)

    def close(self) -> None:
        with self._lock:
            if self._stream is not None:
                self._stream.close()
                self._stream = None

    def write(self, event: str, **fields: Any) -> None:
        """Add one event. None and empty values are left out."""
        kept = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
        line = json.dumps(
            {"at": self._clock().isoformat(), "event": event, **kept}, ensure_ascii=False, default=str
        )
        with self._lock:
            if self._stream is not None:
                self._stream.write(line.encode("utf-8", "replace").decode() + "\n")


_TOLD_ALREADY = ("scrapy.core.downloader.handlers", "scrapy.downloadermiddlewares.httpcompression")


class LogToRun(logging.Handler):
    """Python's log records (Scrapy's warnings and errors) as events of the run."""

    def __init__(self, log: RunLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def filter(self, record: logging.LogRecord) -> bool:
        """Leave out what the log has as a failure already: answers over the size limit."""
        return record.levelno > logging.WARNING or not record.name.startswith(_TOLD_ALREADY)

    def emit(self, record: logging.LogRecord) -> None:
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else None
        self._log.write(
            "log", level=record.levelname, logger=record.name, message=record.getMessage(), trace=trace
        )
