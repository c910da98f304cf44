"""The one error tree. Every error a person can meet is one line that says what to do next.

The command line prints ``str(error)`` on stderr and exits with ``exit_code``
(the codes are documented in docs/exit-codes.md).
"""


class ZscrawlError(Exception):
    """Base of all errors that zscrawl raises on purpose."""

    exit_code = 2


class ConfigError(ZscrawlError):
    """A setting, source file, option or argument is wrong; nothing was done."""


class FetchError(ZscrawlError):
    """A site could not be fetched; other sources were not affected."""

    exit_code = 1


class ReadError(ZscrawlError):
    """A file or page cannot be read as what it should be."""


class ArchiveError(ZscrawlError):
    """The archive (database or WARC) is damaged, or of another schema revision."""

    exit_code = 3


class SearchError(ZscrawlError):
    """The index is damaged, or was built by another schema, analyzer or dictionary."""

    exit_code = 3


class QueryError(ZscrawlError):
    """A search query cannot be understood. ``position`` is the 0-based offset of the mistake."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class BusyError(ZscrawlError):
    """Another process writes to this data directory; try again later."""

    exit_code = 75


class WorkerError(ZscrawlError):
    """A process that did a part of the work was killed from outside."""

    exit_code = 70
