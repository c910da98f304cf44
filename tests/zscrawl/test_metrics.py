"""What Prometheus' own parser makes of our metrics."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from archive import Run, SourceStats
from zscrawl.crawl.health import FIELDS, Alarm, VisitRecord
from zscrawl.crawl.metrics import Metrics, write_metrics
from zscrawl.errors import ConfigError

NOW = datetime(2024, 3, 5, 4, 0, tzinfo=UTC)
LABELS = ("source", "kind", "field", "status")
ODD = 'a "quoted" \\ name\nof two lines'
STATS = [
    SourceStats("lake-gov", 0, NOW, NOW - timedelta(hours=2), None, 0, None, {}),
    SourceStats(ODD, 0, NOW, None, None, 3, "timeout", {}),
]
RUN = Run(7, "crawl", {}, "crawl", NOW - timedelta(seconds=90), NOW, "failed", {"new": 4, "nbytes": 1000})
ALARM = Alarm("body", 1, 4, 1.0, "http://a.cn/1", NOW)
HISTORIES = {
    "lake-gov": [
        VisitRecord(NOW, 7, "ok", pages=4, filled={**dict.fromkeys(FIELDS, 4), "body": 1}, alarms=(ALARM,))
    ],
    ODD: [VisitRecord(NOW, 7, "failed", failures={"timeout": 2})],
}


def parsed(metrics: Metrics, folder: Path) -> dict[tuple[str, ...], float]:
    """Value by name and values of the labels, in the order of `LABELS`."""
    write_metrics(folder / "zscrawl.prom", metrics)
    return {
        (sample.name, *(sample.labels[name] for name in LABELS if name in sample.labels)): sample.value
        for family in text_string_to_metric_families((folder / "zscrawl.prom").read_text("utf-8"))
        for sample in family.samples
    }


def test_the_parser_reads_what_we_meant(tmp_path: Path) -> None:
    values = parsed(Metrics(RUN, STATS, HISTORIES, NOW), tmp_path)
    assert values["zscrawl_checked_timestamp_seconds",] == NOW.timestamp()
    assert values["zscrawl_run_number",] == 7
    assert values["zscrawl_run_duration_seconds",] == 90
    assert values["zscrawl_run_status", "failed"] == 1
    assert values["zscrawl_run_pages", "new"] == 4
    assert values["zscrawl_source_last_success_timestamp_seconds", "lake-gov"] == NOW.timestamp() - 7200
    assert ("zscrawl_source_last_success_timestamp_seconds", ODD) not in values
    assert values["zscrawl_source_failures", ODD, "timeout"] == 2
    assert (values["zscrawl_source_failed", ODD], values["zscrawl_source_failed", "lake-gov"]) == (1, 0)
    assert values["zscrawl_source_fill_ratio", "lake-gov", "body"] == 0.25
    assert values["zscrawl_source_alarm", "lake-gov", "body"] == 1
    assert values["zscrawl_source_alarm", "lake-gov", "title"] == 0


def test_every_metric_is_explained_and_typed() -> None:
    for family in Metrics(RUN, STATS, HISTORIES, NOW).collect():
        assert (family.type, bool(family.documentation), bool(family.samples)) == ("gauge", True, True), (
            family.name
        )


def test_before_the_first_run_there_is_little_to_tell(tmp_path: Path) -> None:
    assert set(parsed(Metrics(None, [], {}, NOW), tmp_path)) == {("zscrawl_checked_timestamp_seconds",)}


def test_the_file_is_replaced_at_once_and_readable_by_the_collector(tmp_path: Path) -> None:
    target = tmp_path / "zscrawl.prom"
    target.write_text("old", encoding="utf-8")
    with target.open(encoding="utf-8") as reader:
        write_metrics(target, Metrics(None, [], {}, NOW))
        assert reader.read() == "old"
    assert "zscrawl_checked_timestamp_seconds" in target.read_text("utf-8")
    assert target.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.iterdir()] == ["zscrawl.prom"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot write metrics"):
        write_metrics(tmp_path / "none" / "zscrawl.prom", Metrics(None, [], {}, NOW))
