"""What must hold of an index whatever happens: kills, damage, other versions, two writers, rebuilds."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import search
from search import Document, Index, sentinel
from tests.search import index_child
from zscrawl.errors import BusyError, ConfigError, SearchError

KILLS = int(os.environ.get("ZSCRAWL_TEST_KILLS", "3"))
"""How often indexing is killed; 200 before a release."""

ONE = Document("zs1", "襄阳市招商引资签约", "总投资35亿元。")
TWO = Document("zs2", "随州动态", "天气。")


def uids(index: Index, query: str = "*") -> set[str]:
    return {hit.uid for hit in index.search(query, limit=0).hits}


@pytest.fixture
def path(tmp_path: Path, engine: str) -> Path:
    with search.create_index(tmp_path / "index", engine, "one") as index, index.writer() as writer:
        writer.put([ONE, TWO])
        writer.watermark = "2"
    return tmp_path / "index"


def test_what_was_committed_is_there_after_reopening(path: Path, engine: str) -> None:
    with search.open_index(path, engine, "one") as index:
        assert uids(index) == {"zs1", "zs2"}
        assert index.watermark == "2"


def test_putting_replaces_and_deleting_deletes(path: Path, engine: str) -> None:
    with search.open_index(path, engine) as index:
        with index.writer() as writer:
            writer.put([Document("zs1", "改了的标题"), Document("zs3", "新"), Document("zs4", "不要了")])
            writer.delete(["zs2", "zs4", "absent"])
            writer.put([Document("zs3", "更新")])
        assert uids(index) == {"zs1", "zs3"}
        assert uids(index, "招商引资") == set()
        assert uids(index, "title:更新") == {"zs3"}
        assert index.watermark == "2"


def test_a_writer_that_fails_changes_nothing(path: Path, engine: str) -> None:
    with search.open_index(path, engine) as index:
        with suppress(ZeroDivisionError), index.writer() as writer:
            writer.put([Document("zs3", "新")])
            writer.watermark = "3"
            raise ZeroDivisionError
        assert uids(index) == {"zs1", "zs2"}
        assert index.watermark == "2"
        with index.writer() as writer:
            writer.put([Document("zs3", "新")])
        assert "zs3" in uids(index)


def test_a_reader_sees_the_last_commit_and_a_search_the_state_it_began_with(path: Path, engine: str) -> None:
    with search.open_index(path, engine) as reader, search.open_index(path, engine) as other:
        begun = reader.search("*", limit=0).hits
        first = next(begun)
        for number in range(10, 30):
            with other.writer() as writer:
                writer.put([Document(f"zs{number}", "新")])
                writer.delete([f"zs{number - 1}"])
        assert {first.uid, *(hit.uid for hit in begun)} == {"zs1", "zs2"}
        assert uids(reader) == {"zs1", "zs2", "zs29"}


def test_half_characters_are_replaced(path: Path, engine: str) -> None:
    with search.open_index(path, engine) as index:
        with index.writer() as writer:
            writer.put([Document("zs3", "坏字\ud800后面", "正文\udfff")])
        assert uids(index, "坏字") == {"zs3"}


# --- rebuilding --------------------------------------------------------------------------------


def test_a_rebuild_replaces_everything_and_open_readers_follow(path: Path, engine: str) -> None:
    with search.open_index(path, engine) as reader:
        for number in range(3):
            begun = reader.search("*", limit=0).hits
            search.rebuild(
                path, engine, [Document(f"new{number}", "新")], "one", watermark=str(number)
            ).close()
            assert len(list(begun)) >= 1
            assert uids(reader) == {f"new{number}"}
            assert reader.watermark == str(number)
    assert len(list(path.glob("data-*"))) == 2


def test_of_two_articles_with_one_uid_in_a_build_the_later_counts(tmp_path: Path, engine: str) -> None:
    documents = [Document("zs1", "旧"), Document("zs2", "别的"), Document("zs1", "新")]
    with search.rebuild(tmp_path, engine, documents) as index:
        assert sorted(hit.title.text for hit in index.search("*").hits) == ["别的", "新"]


def test_a_rebuild_that_fails_leaves_the_index_in_force(path: Path, engine: str) -> None:
    def documents() -> Iterator[Document]:
        yield ONE
        raise ZeroDivisionError

    with pytest.raises(SearchError):
        search.rebuild(path, engine, documents(), "one")
    with search.open_index(path, engine) as index:
        assert uids(index) == {"zs1", "zs2"}


def test_an_index_is_not_created_over_another(path: Path, engine: str) -> None:
    with pytest.raises(ConfigError, match="zscrawl reindex"):
        search.create_index(path, engine, "one")


# --- refusing to open ---------------------------------------------------------------------------


def test_no_index_is_an_error_and_stays_one(tmp_path: Path, engine: str) -> None:
    for _ in range(2):
        with pytest.raises(SearchError, match=r"no search index.*zscrawl reindex") as raised:
            search.open_index(tmp_path / "none", engine)
        assert raised.value.exit_code == 3
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("name", "value"), [("schema", 0), ("analyzer", 0), ("dictionary", "other 1.0"), ("engine", "other")]
)
def test_an_index_of_other_rules_is_stale(path: Path, engine: str, name: str, value: object) -> None:
    file = path / sentinel.FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | {name: value}))
    with pytest.raises(SearchError, match=f"stale.*{name}.*zscrawl reindex"):
        search.open_index(path, engine)


def test_an_index_of_another_archive_is_stale(path: Path, engine: str) -> None:
    with pytest.raises(SearchError, match=r"stale.*generation.*zscrawl reindex"):
        search.open_index(path, engine, "two")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"engine": 1, "generation": "", "data": "../.."}', "\x00"]
)
def test_a_broken_sentinel_is_damage(path: Path, engine: str, text: str) -> None:
    (path / sentinel.FILE).write_text(text)
    with pytest.raises(SearchError, match=r"damaged.*zscrawl reindex"):
        search.open_index(path, engine)


def test_a_sentinel_cannot_lead_elsewhere(path: Path, engine: str) -> None:
    file = path / sentinel.FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | {"data": "../elsewhere"}))
    with pytest.raises(SearchError, match="damaged"):
        search.open_index(path, engine)


@pytest.mark.parametrize("harm", ["deleted", "emptied", "cut", "longer"])
def test_any_broken_file_is_damage_or_harmless(path: Path, engine: str, harm: str) -> None:
    """An answer that is given is right; else the damage is named. An index is never made anew on the way."""
    (data,) = path.glob("data-*")
    messages = []
    for name in sorted(file.name for file in data.iterdir() if file.is_file()):
        file = data / name
        whole = file.read_bytes()
        file.unlink()
        if harm != "deleted":
            file.write_bytes({"emptied": b"", "cut": whole[:-1], "longer": whole + b"x"}[harm])
        try:
            with search.open_index(path, engine) as index:
                assert uids(index, '"资签约"') == {"zs1"}
                assert index.watermark in ("2", None)
        except SearchError as error:
            messages.append(str(error))
        file.write_bytes(whole)
    assert messages
    assert all("damaged" in text and "zscrawl reindex" in text and "\n" not in text for text in messages)


def test_verifying_notices_one_wrong_bit(path: Path, engine: str) -> None:
    (data,) = path.glob("data-*")
    with search.open_index(path, engine) as index:
        index.verify()
        for name in json.loads((data / "manifest.json").read_text()):
            file = data / name
            whole = file.read_bytes()
            if not whole:
                continue
            file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
            with pytest.raises(SearchError, match=r"damaged.*not as it was written.*zscrawl reindex"):
                index.verify()
            file.write_bytes(whole)


# --- more than one process ----------------------------------------------------------------------


def test_the_second_writer_is_told_to_wait(path: Path, engine: str) -> None:
    def documents() -> Iterator[Document]:
        with (
            search.open_index(path, engine) as other,
            pytest.raises(BusyError, match="try again"),
            other.writer() as writer,
        ):
            writer.put([TWO])
        yield ONE

    with search.rebuild(path, engine, documents(), "one") as index:
        assert uids(index) == {"zs1"}


def test_reading_while_another_thread_writes(path: Path, engine: str) -> None:
    def write() -> None:
        with search.open_index(path, engine) as index:
            for number in range(30):
                with index.writer() as writer:
                    writer.put(Document(f"zs{number}", "新", f"第{number}") for _ in range(3))

    thread = threading.Thread(target=write)
    thread.start()
    with search.open_index(path, engine) as index:
        while thread.is_alive():
            assert {"zs1", "zs2"} <= uids(index)
    thread.join()


def test_a_kill_at_any_time_leaves_a_readable_index_and_loses_nothing(tmp_path: Path, engine: str) -> None:
    path, rng, committed, count = tmp_path / "index", random.Random(5), 0, 100_000
    search.create_index(path, engine, "one").close()
    for _ in range(KILLS):
        child = start_child(path, engine, count)
        timer = threading.Timer(rng.uniform(0, 1.5), child.send_signal, (signal.SIGKILL,))
        assert child.stdout is not None
        for number, line in enumerate(child.stdout):
            committed = int(line)
            if number == 0:
                timer.start()
        child.wait()
        child.stdout.close()
        with search.open_index(path, engine) as index:
            assert int(index.watermark or 0) >= committed
            there = uids(index)
            assert {f"zs{i}" for i in range(int(index.watermark or 0))} <= there
            assert index.search("招商引资", limit=1).total == len(there)
            committed = int(index.watermark or 0)
    end = committed + 20
    child = start_child(path, engine, end)
    assert child.communicate()[0].endswith(f"{end}\n")
    with search.open_index(path, engine) as index:
        assert uids(index) == {*(f"zs{i}" for i in range(end)), "zs-changing"}
        assert index.search(f"改到{end}").total == 1


def test_what_a_writer_wrote_before_its_commit_stands_in_nobodys_way(path: Path, engine: str) -> None:
    """The moment that kills seldom meet: all files of an update are there, only the commit is not."""
    killed = path.with_name("killed")
    put(path, engine, "原来的标题", range(50))
    shutil.copytree(path, killed)
    put(killed, engine, "改了的标题", range(0, 50, 2))
    for file in killed.glob("data-*/*"):
        there = path / file.relative_to(killed)
        if not (there.exists() or file.suffix == ".toc") or file.name == ".managed.json":
            shutil.copy(file, there)
    with search.open_index(path, engine) as index:
        assert index.search("原来的标题").total == 50
    put(path, engine, "改了的标题", range(0, 50, 2))
    with search.open_index(path, engine) as index:
        assert index.search("原来的标题").total == 25
        assert index.search("改了的标题").total == 25


def put(path: Path, engine: str, title: str, numbers: Iterable[int]) -> None:
    with search.open_index(path, engine) as index, index.writer() as writer:
        writer.put(Document(f"zs{number}", title) for number in numbers)


def start_child(path: Path, engine: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, index_child.__file__, str(path), engine, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def test_an_engine_that_is_not_installed_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("search.engines.tantivy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(ConfigError, match=r"pip install 'zscrawl\[fast\]'"):
        search.create_index(tmp_path, "tantivy")
