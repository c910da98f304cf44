"""Metrics in the text format that Prometheus' node exporter collects from files (``--collector.textfile``).

Gauges only: a file is a snapshot, and a new run replaces it. Times are Unix seconds, so that a rule can ask for
``time() - zscrawl_source_last_success_timestamp_seconds``.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from archive import Run, SourceStats
from zscrawl.crawl.health import FIELDS, LINKS, VisitRecord, standing_alarms
from zscrawl.errors import ConfigError

Sample = tuple[Mapping[str, str], float]

_KINDS = (
    "fetched", "new", "duplicates", "changed", "unchanged", "gone", "walls", "deleted", "blocked", "other",
)  # fmt: skip


def exposition(
    run: Run | None,
    stats: Iterable[SourceStats],
    histories: Mapping[str, Sequence[VisitRecord]],
    now: datetime,
) -> str:
    """All metrics as text. ``run`` is the last crawl that ended; without one its metrics are left out."""
    stats = list(stats)
    lines = [
        *_metric(
            "zscrawl_checked_timestamp_seconds", "When it was last looked what is due.", [({}, _unix(now))]
        )
    ]
    if run is not None:
        lines += _run_metrics(run)
    for name, about in (
        ("last_visit", "When the source was last visited."),
        ("last_success", "When a page of the source was last stored."),
        ("last_new", "When the source last brought a new article."),
    ):
        times = [({"source": one.name}, getattr(one, f"{name}_at")) for one in stats]
        known = [(labels, _unix(moment)) for labels, moment in times if moment is not None]
        lines += _metric(f"zscrawl_source_{name}_timestamp_seconds", about, known)
    latest = {name: visits[-1] for name, visits in histories.items() if visits}
    failed = [({"source": name}, float(visit.status == "failed")) for name, visit in latest.items()]
    lines += _metric("zscrawl_source_failed", "1 if the last visit failed.", failed)
    lines += _metric("zscrawl_source_failures", "Failures of the last visit by kind.", _failures(latest))
    lines += _metric(
        "zscrawl_source_fill_ratio", "Share of the pages last read that have a field.", _fill(histories)
    )
    lines += _metric("zscrawl_source_alarm", "1 while pages or lists lack what they had.", _alarms(histories))
    return "\n".join([*lines, ""])


def write_metrics(path: Path, text: str) -> None:
    """Put ``text`` into a file at once: who reads it sees the old or the new one, never half of it.

    Raises ConfigError where the folder cannot be written to.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as stream:
            try:
                stream.write(text)
                stream.flush()
                os.fchmod(stream.fileno(), 0o644)  # the collector is another user
                Path(stream.name).replace(path)
            except BaseException:
                with contextlib.suppress(OSError):
                    Path(stream.name).unlink()
                raise
    except OSError as error:
        raise ConfigError(
            f"cannot write metrics to {path} ({error.strerror}); give a file in a folder that is writable"
        ) from None


def _run_metrics(run: Run) -> Iterator[str]:
    ended = run.ended_at or run.started_at
    seconds = (ended - run.started_at).total_seconds()
    yield from _metric("zscrawl_run_number", "Number of the last run.", [({}, float(run.id))])
    yield from _metric(
        "zscrawl_run_ended_timestamp_seconds", "When the last run ended.", [({}, _unix(ended))]
    )
    yield from _metric("zscrawl_run_duration_seconds", "How long the last run took.", [({}, seconds)])
    status = [({"status": name}, float(run.status == name)) for name in ("done", "failed", "interrupted")]
    yield from _metric("zscrawl_run_status", "1 for how the last run ended.", status)
    pages = [({"kind": name}, float(run.counts.get(name, 0))) for name in _KINDS]
    yield from _metric("zscrawl_run_pages", "Pages of the last run by what became of them.", pages)
    size = [({}, float(run.counts.get("nbytes", 0)))]
    yield from _metric("zscrawl_run_bytes", "Bytes of all pages of the last run.", size)


def _failures(latest: Mapping[str, VisitRecord]) -> Iterator[Sample]:
    for source, visit in latest.items():
        for kind, count in sorted(visit.failures.items()):
            yield {"source": source, "kind": kind}, float(count)


def _fill(histories: Mapping[str, Sequence[VisitRecord]]) -> Iterator[Sample]:
    for source, visits in histories.items():
        latest = next((one for one in reversed(visits) if one.pages), None)
        for name in FIELDS:
            share = latest.share(name) if latest else None
            if share is not None:
                yield {"source": source, "field": name}, share


def _alarms(histories: Mapping[str, Sequence[VisitRecord]]) -> Iterator[Sample]:
    for source, visits in histories.items():
        standing = {alarm.field for alarm in standing_alarms(visits)}
        for name in (*FIELDS, LINKS):
            yield {"source": source, "field": name}, float(name in standing)


def _metric(name: str, about: str, samples: Iterable[Sample]) -> list[str]:
    """One gauge with its lines; nothing if it has no samples."""
    lines = [f"{name}{_labels(labels)} {_number(value)}" for labels, value in samples]
    return [f"# HELP {name} {about}", f"# TYPE {name} gauge", *lines] if lines else []


def _labels(labels: Mapping[str, str]) -> str:
    pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{pairs}}}" if pairs else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _unix(moment: datetime) -> float:
    return round(moment.timestamp(), 3)
