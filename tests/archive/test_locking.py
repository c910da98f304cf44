from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import Archive, open_archive
from archive.lock import LOCK_NAME, writer_lock
from tests.archive.conftest import Clock
from zscrawl.errors import BusyError, ConfigError

HOLD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from archive.lock import writer_lock
with writer_lock(Path(sys.argv[1]), "crawl", lambda: datetime.now(UTC)):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_writer_is_told_who_holds_the_archive(
    open_it: Callable[[], Archive], clock: Clock
) -> None:
    with open_it().writer("crawl", clock=clock):
        clock.forward(minutes=7)
        message = rf"is being written by crawl \(process {os.getpid()} on .*, for 7 min\): try again"
        with pytest.raises(BusyError, match=message), open_it().writer("import", clock=clock):
            pass
    with open_it().writer("import", clock=clock):
        pass


def test_busy_is_exit_code_75() -> None:
    assert BusyError("").exit_code == 75


def test_a_lock_ends_with_its_process(tmp_path: Path, clock: Clock) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BusyError, match=f"process {holder.pid}"), writer_lock(tmp_path, "import", clock):
            pass
        holder.kill()
    assert (tmp_path / LOCK_NAME).read_text()
    with writer_lock(tmp_path, "import", clock):
        pass


@pytest.mark.parametrize("left", ["", "{", '{"owner": 1}', "[]", '{"since": 3}', "\x00\x00"])
def test_an_unreadable_holder_is_still_one(tmp_path: Path, clock: Clock, left: str) -> None:
    with writer_lock(tmp_path, "crawl", clock):
        (tmp_path / LOCK_NAME).write_text(left)
        with pytest.raises(BusyError, match="another process"), writer_lock(tmp_path, "import", clock):
            pass


def test_a_clock_that_was_set_back_gives_no_negative_age(tmp_path: Path, clock: Clock) -> None:
    with writer_lock(tmp_path, "crawl", clock):
        clock.forward(days=-1)
        with pytest.raises(BusyError, match="for 0 s"), writer_lock(tmp_path, "import", clock):
            pass


def test_two_data_directories_do_not_write_to_one_database(
    archive: Archive, database_url: str | None, tmp_path: Path, clock: Clock
) -> None:
    if database_url is None:
        pytest.skip("a SQLite file stands in one data directory")
    elsewhere = open_archive(tmp_path / "elsewhere", database_url, create=True)
    with (
        elsewhere,
        archive.writer("crawl", clock=clock),
        pytest.raises(BusyError, match="another data directory"),
        elsewhere.writer("import", clock=clock),
    ):
        pass
    with elsewhere.writer("import", clock=clock):
        pass
    elsewhere.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_directory_that_cannot_be_written_is_a_matter_of_configuration(
    archive: Archive, clock: Clock
) -> None:
    archive.home.chmod(0o500)
    with pytest.raises(ConfigError, match="cannot be written"), archive.writer("crawl", clock=clock):
        pass
