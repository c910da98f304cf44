"""What a run did, by source: counts that the command line prints, the archive keeps and tests compare."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from zscrawl.crawl.health import Alarm, Sample


@dataclass(slots=True)
class SourceSummary:
    """What a run did at one source.

    ``listed`` articles were named by lists, ``fetched`` pages were answered, ``new``, ``changed``, ``unchanged`` and
    ``duplicates`` (new, but with a text that the archive has) articles were stored. ``failures`` counts by kind
    (`zscrawl.crawl.failures.KINDS`), ``nbytes`` is the size of all bodies, unpacked. ``sample`` are the pages that
    should be articles, ``alarms`` what they lack that earlier ones had.
    """

    name: str
    title: str = ""
    status: str = "waiting"
    reason: str = ""
    lists: int = 0
    listed: int = 0
    chosen: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicates: int = 0
    gone: int = 0
    walls: int = 0
    deleted: int = 0
    blocked: int = 0
    other: int = 0
    failures: dict[str, int] = field(default_factory=dict)
    nbytes: int = 0
    seconds: float = 0.0
    sample: Sample = field(default_factory=Sample)
    alarms: list[Alarm] = field(default_factory=list)

    @property
    def stored(self) -> int:
        return self.new + self.changed + self.unchanged + self.duplicates

    def add_failure(self, kind: str) -> None:
        self.failures[kind] = self.failures.get(kind, 0) + 1

    def counts(self) -> dict[str, int]:
        """The numbers that are not zero, failures as ``failure_KIND``."""
        names: tuple[str, ...] = (
            "lists",
            "listed",
            "chosen",
            "fetched",
            "new",
            "changed",
            "unchanged",
            "duplicates",
            "gone",
        )
        names += ("walls", "deleted", "blocked", "other", "nbytes")
        counts = {name: getattr(self, name) for name in names}
        counts |= {f"failure_{kind}": count for kind, count in sorted(self.failures.items())}
        return {name: count for name, count in counts.items() if count}

    def alarm_rows(self) -> list[dict[str, Any]]:
        """The alarms as the run's log and its summary in JSON tell them."""
        return [{**asdict(alarm), "message": str(alarm)} for alarm in self.alarms]


@dataclass(slots=True)
class RunSummary:
    """What a run did. ``status`` is ``ok``, ``failed`` (a source failed) or ``interrupted``.

    ``reading_seconds`` is the CPU time that pages took to read; ``lag_max`` and ``lag_p99`` are the seconds by which
    the event loop was late.
    """

    run_id: int
    started_at: datetime
    ended_at: datetime | None = None
    status: str = "running"
    reading_seconds: float = 0.0
    lag_max: float = 0.0
    lag_p99: float = 0.0
    sources: dict[str, SourceSummary] = field(default_factory=dict)

    @property
    def failed(self) -> list[str]:
        """Names of the sources that failed."""
        return [name for name, source in self.sources.items() if source.status == "failed"]

    def total(self, name: str) -> int:
        """The sum of one count over all sources."""
        return sum(getattr(source, name) for source in self.sources.values())

    def counts(self) -> dict[str, int]:
        """The sums over all sources."""
        totals: Counter[str] = Counter()
        for source in self.sources.values():
            totals.update(source.counts())
        return dict(sorted(totals.items()))
