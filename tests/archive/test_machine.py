"""The archive against a plain model of it, under any order of fetches, changes, failures and crashes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from archive import Capture, open_archive, read_capture, uid_of, verify
from archive.storing import Storing
from archive.writing import Writer
from tests.archive.pages import FETCHED, article, page
from zscrawl.items import Article

TEXTS = (
    "江口县高新区今年新签约项目十二个,协议投资额四十五亿元,其中工业项目九个,比去年同期多三个。",
    "云溪县代表团赴苏州拜访企业八家,就高端铝箔项目交换意见,双方约定下月再次见面商谈用地事宜。",
    "石桥县储能电柜产业园二期工程封顶,园区负责人介绍,首批设备将于年底进场,明年春天试生产。",
)
MAKE = {
    "plain": lambda text: text,
    "reprint": lambda text: f"本网讯 {text}",
    "noise": lambda text: text.replace(",", ", ") + "\n",
    "longer": lambda text: f"{text}\n记者从现场了解到,各专班已经开始下一轮对接工作。",
}


class CrashError(Exception):
    """The process dies here."""


class ArchiveMachine(RuleBasedStateMachine):
    """The model holds for each URL what its pages said, oldest first, and whether it is gone."""

    pages = Bundle("pages")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.template, self.folder / "data")
        self.archive = open_archive(self.folder / "data")
        self.clock = FETCHED
        self.said: dict[str, list[str]] = {}
        self.gone: set[str] = set()
        self.failures: dict[str, int] = {}

    template: Path

    def teardown(self) -> None:
        self.archive.close()
        shutil.rmtree(self.folder)

    @rule(target=pages, number=st.integers(0, 5))
    def a_url(self, number: int) -> str:
        return f"http://machine.example.cn/{number}"

    @rule(url=pages, text=st.sampled_from(TEXTS), how=st.sampled_from(sorted(MAKE)))
    def fetch(self, url: str, text: str, how: str) -> None:
        self._store(url, MAKE[how](text))

    @rule(url=pages, text=st.sampled_from(TEXTS), where=st.sampled_from(["raw", "half", "commit"]))
    def crash_while_fetching(self, url: str, text: str, where: str) -> None:
        """Nothing of the page is acknowledged, so nothing of it may be there afterwards."""
        capture = self._capture(url, text)
        with pytest.raises(CrashError):
            self._store_and_die(capture, self._read(url, text), where)
        self.archive.close()
        self.archive = open_archive(self.folder / "data")

    @rule(url=pages, status=st.sampled_from([404, 410]))
    def delete(self, url: str, status: int) -> None:
        with self.archive.writer("crawl") as writer:
            run = writer.begin_run("crawl", {})
            outcome = writer.store(Capture(page(url, b"", status=status)), None, source="s", run_id=run)
        assert outcome.status == ("gone" if url in self.said else "not_article")
        self.failures.pop(url, None)
        if url in self.said:
            self.gone.add(url)

    @rule(url=pages)
    def fail(self, url: str) -> None:
        with self.archive.writer("crawl") as writer:
            run = writer.begin_run("crawl", {})
            writer.record_failure(url, "s", run, "timeout", "no answer")
        self.failures[url] = self.failures.get(url, 0) + 1

    @rule()
    def reread_everything(self) -> None:
        """With the reader that read it at first; what a crash left unread is no page of ours."""
        sequence = self.archive.sequence
        with self.archive.writer("reparse") as writer:
            for ref in list(self.archive.captures()):
                if ref.outcome != "unread":
                    body = read_capture(self.archive.home, ref).page.body.decode()
                    outcome = writer.restore_reading(ref.fetch_id, self._read(ref.parts[0].url, body), "s")
                    assert outcome.status == "unchanged"
        assert self.archive.sequence == sequence

    @rule()
    def open_again(self) -> None:
        self.archive.close()
        self.archive = open_archive(self.folder / "data")

    @rule(back=st.integers(1, 100))
    def set_the_clock_back(self, back: int) -> None:
        self.clock -= timedelta(hours=back)

    @invariant()
    def every_text_is_there(self) -> None:
        stored = {each.article.url: each for each in self.archive.articles()}
        assert stored.keys() == self.said.keys()
        for url, texts in self.said.items():
            versions = self.archive.versions(uid_of(url))
            assert [each.article.body for each in versions] == texts
            assert stored[url].article.body == texts[-1]
            assert (stored[url].gone_at is not None) == (url in self.gone)

    @invariant()
    def reprints_are_together(self) -> None:
        """Articles of one text are in one cluster, whatever their earlier versions were."""
        by_text: dict[str, set[str]] = {}
        for each in self.archive.articles():
            text = self.said[each.article.url][-1].removeprefix("本网讯 ")
            by_text.setdefault(text, set()).add(each.cluster)
        assert all(len(clusters) == 1 for clusters in by_text.values())

    @invariant()
    def failures_are_counted(self) -> None:
        known = self.archive.known([f"http://machine.example.cn/{number}" for number in range(6)])
        assert {url: state.failures for url, state in known.items() if state.failures} == self.failures

    @invariant()
    def the_archive_is_whole(self) -> None:
        assert verify(self.folder / "data") == []

    def _store(self, url: str, text: str) -> None:
        texts = self.said.setdefault(url, [])
        with self.archive.writer("crawl") as writer:
            run = writer.begin_run("crawl", {})
            outcome = writer.store(self._capture(url, text), self._read(url, text), source="s", run_id=run)
        plain = [each.replace(" ", "").replace("\n", "") for each in (texts[-1] if texts else "", text)]
        if not texts or plain[0] != plain[1]:
            texts.append(text)
            assert outcome.status in ("new", "duplicate", "changed")
        else:
            assert outcome.status == "unchanged"
        self.gone.discard(url)
        self.failures.pop(url, None)

    def _store_and_die(self, capture: Capture, read: Article, where: str) -> None:
        with self.archive.writer("crawl") as writer:
            run = writer.begin_run("crawl", {})
            with dying(writer, where):
                writer.store(capture, read, source="s", run_id=run)

    def _capture(self, url: str, text: str) -> Capture:
        self.clock += timedelta(minutes=1)
        return Capture(page(url, text, fetched_at=self.clock))

    def _read(self, url: str, text: str) -> Article:
        return article(url, body=text)


@contextmanager
def dying(writer: Writer, where: str) -> Iterator[None]:
    """The next store dies before, within or at the end of its transaction, and no clean-up runs."""

    def die(*_: object) -> None:
        raise CrashError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer._raw, "rewind", lambda _mark: None)
        if where == "raw":
            patch.setattr(writer._raw, "sync", die)
        else:
            patch.setattr(Storing, {"half": "store", "commit": "finish"}[where], die)
        yield


def test_the_archive_keeps_what_the_model_says(sqlite_template: Path) -> None:
    class Machine(ArchiveMachine):
        template = sqlite_template

    steps = settings(max_examples=8, stateful_step_count=15, deadline=None, derandomize=True)
    run_state_machine_as_test(Machine, settings=steps)
