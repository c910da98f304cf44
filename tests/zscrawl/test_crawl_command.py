"""`zscrawl crawl` on the command line: who is told of a source that failed, and what a call with nothing due leaves."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from tests.zscrawl.commands import zscrawl
from tests.zscrawl.hostile_sites import sites
from tests.zscrawl.test_guards import pages
from tests.zscrawl.test_scrapy import write_source
from zscrawl.home import Home

_PROGRAM = (
    "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read()); print('told')"
)


def checked_at(metrics: Path) -> float:
    """When the metrics were written, by Prometheus' own parser."""
    families = {family.name: family for family in text_string_to_metric_families(metrics.read_text("utf-8"))}
    return float(families["zscrawl_checked_timestamp_seconds"].samples[0].value)


def test_a_source_that_fails_is_told_once_and_metrics_are_kept_up(tmp_path: Path) -> None:
    home, told, metrics = tmp_path / "home", tmp_path / "told", tmp_path / "zscrawl.prom"
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM, encoding="utf-8")
    options = (
        "--notify",
        f"'{sys.executable}' '{program}' '{told}'",
        "--metrics",
        str(metrics),
        "--format",
        "json",
    )
    (home / "sources").mkdir(parents=True)
    with sites({"empty": pages({})}) as running:
        write_source(home, running["empty"].url())
        code, output, errors = zscrawl(Home(home), "crawl", "local-gov", *options)
        assert code == 1, errors
        assert (
            json.loads(output)[0]["status"] == "failed"
        )  # what the command prints does not get among the results
        report = json.loads(told.read_text("utf-8"))
        assert [(one["source"], one["what"]) for one in report["attention"]] == [("local-gov", "failed")]
        before, asked = checked_at(metrics), len(running["empty"].asked)
        told.unlink()
        assert zscrawl(Home(home), "crawl", "--due", "local-gov", *options) == (0, "", "")
        assert len(running["empty"].asked) == asked
    assert not told.exists()
    assert checked_at(metrics) > before
    code, output, _ = zscrawl(Home(home), "runs", "show", "1", "--format", "json")
    assert (code, json.loads(output)["sources"][0]["status"]) == (0, "failed")


def test_a_command_that_does_not_exist_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    code, _, errors = zscrawl(Home(tmp_path / "home"), "crawl", "--notify", "no-such-program-here")
    assert (code, "no program" in errors) == (2, True)
    assert not (tmp_path / "home").exists()
