"""The user's command is called when something needs attention, and whatever it does, the run is not harmed."""

from __future__ import annotations

import json
import os
import select
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from zscrawl.crawl.health import Alarm
from zscrawl.crawl.notify import notify, parse_command
from zscrawl.crawl.report import attention, run_report
from zscrawl.crawl.summary import RunSummary, SourceSummary
from zscrawl.errors import ConfigError

NOW = datetime(2024, 3, 5, tzinfo=UTC)
ALARM = Alarm("body", 0, 4, 1.0, "http://a.cn/1", NOW)


@pytest.mark.parametrize(
    ("source", "reasons"),
    [
        (SourceSummary("a", status="ok", new=3, failures={"http_404": 2}), []),
        (SourceSummary("a", status="ok", blocked=1), []),
        (SourceSummary("a", status="interrupted", reason="the run was stopped"), []),
        (SourceSummary("a", status="ok", blocked=3), ["blocked"]),
        (SourceSummary("a", status="ok", alarms=[ALARM]), ["alarm"]),
        (SourceSummary("a", status="ok", failures={"timeout": 1}), ["dead"]),
        (SourceSummary("a", status="failed", reason="blocked", blocked=1), ["failed", "blocked"]),
        (SourceSummary("a", status="failed", reason="refused", failures={"refused": 1}), ["failed", "dead"]),
    ],
)
def test_what_needs_attention(source: SourceSummary, reasons: list[str]) -> None:
    assert [one["what"] for one in attention(source)] == reasons


def test_the_report_names_the_source_the_field_and_an_example() -> None:
    summary = RunSummary(
        7, NOW, NOW, "ok", sources={"a": SourceSummary("a", status="ok", new=2, alarms=[ALARM])}
    )
    report = json.loads(json.dumps(run_report(summary, "/srv/zscrawl"), default=str))
    assert (report["run"], report["status"], report["home"]) == (7, "ok", "/srv/zscrawl")
    assert report["attention"] == [
        {"source": "a", "what": "alarm", "detail": "body in 0 of 4 pages, usually in 100%; see http://a.cn/1"}
    ]
    assert report["sources"]["a"]["new"] == 2
    assert report["sources"]["a"]["alarms"][0]["example"] == "http://a.cn/1"


def program(code: str) -> list[str]:
    return [sys.executable, "-c", code]


REPORT: dict[str, Any] = {"run": 1, "attention": [{"source": "a", "what": "failed", "detail": "超时"}]}


def test_the_command_gets_the_report_on_stdin(tmp_path: Path) -> None:
    target = tmp_path / "got"
    code = f"import sys, pathlib; pathlib.Path({str(target)!r}).write_bytes(sys.stdin.buffer.read())"
    assert notify(program(code), REPORT) is None
    assert json.loads(target.read_text("utf-8")) == REPORT


def test_a_command_that_fails_is_told_and_no_more() -> None:
    assert (notify(program("raise SystemExit(3)"), REPORT) or "").endswith("ended with 3")


def test_a_command_that_does_not_read_is_no_trouble() -> None:
    long = {"run": 1, "text": "长" * 1_000_000}
    assert notify(program("import os; os.close(0)"), long) is None


def has_ended(pid: int) -> bool:
    """Whether a process has ended or does so within seconds: a signal takes its time on a busy machine."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 20)[0])
    finally:
        os.close(descriptor)


def test_a_command_that_hangs_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    began = time.monotonic()
    told = notify(["/bin/sh", "-c", f"sleep 60 & echo $! > {mark}; wait"], REPORT, seconds=1.0)
    assert (told or "").endswith("was killed after 1 s")
    assert time.monotonic() - began < 20
    assert has_ended(int(mark.read_text()))


def test_a_command_that_cannot_be_started_is_told() -> None:
    assert "could not be started" in (notify(["/nonexistent/program"], REPORT) or "")


def test_a_command_line_is_split_as_a_shell_would() -> None:
    assert parse_command("sh -c 'a b'")[1:] == ["-c", "a b"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "is empty"), ("mail 'x", "cannot be read"), ("no-such-program-here x", "no program")],
)
def test_a_command_line_that_cannot_work_is_refused_before_the_run(text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        parse_command(text)
