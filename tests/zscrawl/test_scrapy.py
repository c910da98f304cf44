"""The project stays an ordinary Scrapy project: `scrapy list` and `scrapy crawl SOURCE` work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive import open_archive
from demo import build, serve
from tests.zscrawl.crawl_child import ROOT


def scrapy(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        env=environment | {"ZSCRAWL_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    return tmp_path


def write_source(home: Path, start: str) -> None:
    text = f"""
[[source]]
name = "local-gov"
title = "本地"
family = "gov"
region = "420000"
start = ["{start}"]
every = "1d"
allow_private = true
"""
    (home / "sources" / "local.toml").write_text(text, encoding="utf-8")


def test_a_source_is_listed_and_crawled_into_the_archive(home: Path) -> None:
    with serve(build()) as server:
        start, *_ = next(one["start"] for one in server.sources() if one["name"] == "demo-gov")
        write_source(home, start)
        assert "local-gov" in scrapy(home, "list").stdout.split()
        done = scrapy(home, "crawl", "local-gov", "-a", "limit=3")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    with open_archive(home) as archive:
        assert archive.count() == 3
        assert [(run.kind, run.status) for run in archive.runs()] == [("crawl", "done")]


def test_while_another_writes_it_says_so_and_does_nothing(home: Path) -> None:
    write_source(home, "http://127.0.0.1:9/")
    with open_archive(home, create=True) as archive, archive.writer("import"):
        done = scrapy(home, "crawl", "local-gov")
    assert "is being written by import" in done.stderr
    assert "Traceback" not in done.stderr
