"""A stock scrapyd on loopback: the project is deployed from scrapy.cfg, listed, and one source is run."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from archive import open_archive
from demo import build, serve
from tests.zscrawl.crawl_child import ROOT
from tests.zscrawl.test_scrapy import write_source

pytestmark = pytest.mark.skipif(
    not (importlib.util.find_spec("scrapyd") and importlib.util.find_spec("scrapyd_client")),
    reason="scrapyd and scrapyd-client are not installed",
)
SECONDS = 100
# Ends by itself: the alarm outlives exec, and its default is to kill.
START = f"import os, signal, sys; signal.alarm({SECONDS}); os.execv(sys.executable, [sys.executable, '-m', 'scrapyd'])"


class Scrapyd:
    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def ask(self, service: str, **form: str) -> dict[str, Any]:
        data = urlencode(form).encode() if form else None
        with urlopen(f"{self.address}/{service}", data, 30) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def is_up(self) -> bool:
        try:
            return bool(self.ask("daemonstatus.json")["status"] == "ok")
        except (URLError, ConnectionError):
            return False


def wait_for(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.1)


@pytest.fixture
def scrapyd(tmp_path: Path) -> Iterator[Scrapyd]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    folder = tmp_path / "scrapyd"
    folder.mkdir()
    config = f"[scrapyd]\nhttp_port = {port}\npoll_interval = 0.2\n"
    (folder / "scrapyd.conf").write_text(config, encoding="utf-8")
    environment = {**os.environ, "ZSCRAWL_HOME": str(tmp_path / "home")}
    log = (folder / "log").open("wb")
    with (
        log,
        subprocess.Popen(
            [sys.executable, "-c", START], cwd=folder, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        try:
            server = Scrapyd(port)
            wait_for(server.is_up, "scrapyd does not answer")
            yield server
        finally:
            process.terminate()


def deploy(server: Scrapyd, folder: Path) -> subprocess.CompletedProcess[str]:
    """`scrapyd-deploy`, as a user calls it, in a copy of the project's own files: it writes beside them."""
    folder.mkdir()
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    config = (ROOT / "scrapy.cfg").read_text("utf-8").replace("http://localhost:6800", server.address)
    (folder / "scrapy.cfg").write_text(config, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "scrapyd_client.deploy"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def test_the_project_is_deployed_and_a_source_is_run(tmp_path: Path, scrapyd: Scrapyd) -> None:
    home = tmp_path / "home"
    (home / "sources").mkdir(parents=True)
    with serve(build()) as server:
        start, *_ = next(one["start"] for one in server.sources() if one["name"] == "demo-gov")
        write_source(home, start)
        deployed = deploy(scrapyd, tmp_path / "project")
        assert '"status": "ok"' in deployed.stdout, deployed.stdout + deployed.stderr
        assert scrapyd.ask("listprojects.json")["projects"] == ["zscrawl"]
        assert "local-gov" in scrapyd.ask("listspiders.json?project=zscrawl")["spiders"]
        scheduled = scrapyd.ask("schedule.json", project="zscrawl", spider="local-gov", limit="3")
        assert scheduled["status"] == "ok", scheduled
        wait_for(lambda: scrapyd.ask("listjobs.json")["finished"], "the job does not end")
    with open_archive(home) as archive:
        assert archive.count() == 3
        assert [(run.kind, run.status) for run in archive.runs()] == [("crawl", "done")]
