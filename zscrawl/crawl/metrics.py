"""Metrics in the text format that Prometheus' node exporter collects from files (``--collector.textfile``).

Gauges only: a file is a snapshot, and a new run replaces it. Times are Unix seconds, so that a rule can ask for
``time() - zscrawl_source_last_success_timestamp_seconds``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, write_to_textfile
from prometheus_client.metrics_core import GaugeMetricFamily

from archive import Run, SourceStats
from zscrawl.crawl.health import FIELDS, LINKS, VisitRecord, last_shares, standing_alarms
from zscrawl.errors import ConfigError

Sample = tuple[tuple[str, ...], float]

_KINDS = (
    "fetched", "new", "duplicates", "changed", "unchanged", "gone", "walls", "deleted", "blocked", "other",
)  # fmt: skip


class Metrics:
    """A collector in Prometheus' sense. ``run`` is the last crawl that ended; without one its metrics are left out."""

    def __init__(
        self,
        run: Run | None,
        stats: Iterable[SourceStats],
        histories: Mapping[str, Sequence[VisitRecord]],
        now: datetime,
    ) -> None:
        self._run, self._stats, self._histories, self._now = run, list(stats), histories, now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """All metrics that have a value."""
        for family in self._families():
            if family.samples:
                yield family

    def _families(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge(
            "zscrawl_checked_timestamp_seconds", "When it was last looked what is due.", _unix(self._now)
        )
        if self._run is not None:
            yield from _of_run(self._run)
        for name, about in (
            ("last_visit", "When the source was last visited."),
            ("last_success", "When a page of the source was last stored."),
            ("last_new", "When the source last brought a new article."),
        ):
            times = (((one.name,), getattr(one, f"{name}_at")) for one in self._stats)
            known = ((labels, _unix(moment)) for labels, moment in times if moment is not None)
            yield _gauges(f"zscrawl_source_{name}_timestamp_seconds", about, ["source"], known)
        latest = {name: visits[-1] for name, visits in self._histories.items() if visits}
        failed = (((source,), float(visit.status == "failed")) for source, visit in latest.items())
        yield _gauges("zscrawl_source_failed", "1 if the last visit failed.", ["source"], failed)
        failures = (
            ((source, kind), float(count))
            for source, visit in latest.items()
            for kind, count in sorted(visit.failures.items())
        )
        yield _gauges(
            "zscrawl_source_failures", "Failures of the last visit by kind.", ["source", "kind"], failures
        )
        yield _gauges(
            "zscrawl_source_fill_ratio",
            "Share of the pages last read that have a field.",
            ["source", "field"],
            _fill(self._histories),
        )
        yield _gauges(
            "zscrawl_source_alarm",
            "1 while pages or lists lack what they had.",
            ["source", "field"],
            _alarms(self._histories),
        )


def write_metrics(path: Path, metrics: Metrics) -> None:
    """Put ``metrics`` into a file at once: who reads it sees the old or the new one, never half of it.

    Raises ConfigError where the folder cannot be written to.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(metrics)
    try:
        write_to_textfile(str(path), registry)
    except OSError as error:
        raise ConfigError(
            f"cannot write metrics to {path} ({error.strerror}); give a file in a folder that is writable"
        ) from None


def _of_run(run: Run) -> Iterator[GaugeMetricFamily]:
    ended = run.ended_at or run.started_at
    seconds = (ended - run.started_at).total_seconds()
    yield _gauge("zscrawl_run_number", "Number of the last run.", run.id)
    yield _gauge("zscrawl_run_ended_timestamp_seconds", "When the last run ended.", _unix(ended))
    yield _gauge("zscrawl_run_duration_seconds", "How long the last run took.", seconds)
    status = (((name,), float(run.status == name)) for name in ("done", "failed", "interrupted"))
    yield _gauges("zscrawl_run_status", "1 for how the last run ended.", ["status"], status)
    pages = (((name,), float(run.counts.get(name, 0))) for name in _KINDS)
    yield _gauges("zscrawl_run_pages", "Pages of the last run by what became of them.", ["kind"], pages)
    yield _gauge("zscrawl_run_bytes", "Bytes of all pages of the last run.", run.counts.get("nbytes", 0))


def _fill(histories: Mapping[str, Sequence[VisitRecord]]) -> Iterator[Sample]:
    for source, visits in histories.items():
        for name, share in last_shares(visits).items():
            yield (source, name), share


def _alarms(histories: Mapping[str, Sequence[VisitRecord]]) -> Iterator[Sample]:
    for source, visits in histories.items():
        standing = {alarm.field for alarm in standing_alarms(visits)}
        for name in (*FIELDS, LINKS):
            yield (source, name), float(name in standing)


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=value)


def _gauges(name: str, about: str, labels: Sequence[str], samples: Iterable[Sample]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=labels)
    for values, value in samples:
        family.add_metric(values, value)
    return family


def _unix(moment: datetime) -> float:
    return round(moment.timestamp(), 3)
