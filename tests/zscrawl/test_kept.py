"""The ledger is resolved once, and again as soon as anything that it is made of has changed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zlib import crc32

import pytest

from archive import Capture, Item, open_archive
from zscrawl import ledger
from zscrawl.home import Home
from zscrawl.items import CST, Article, Page
from zscrawl.kept import keep, recall
from zscrawl.ledger import load_book
from zscrawl.refresh import refresh_archive

CLOCK = datetime(2024, 9, 1, tzinfo=CST)
SIGNED = (
    "4月12日，投资15亿元的年产3万吨食品级磷酸盐项目在松滋市签约，由宜昌禾丰化工有限公司建设。松滋市招商引资。"
)
STARTED = (
    "8月20日，投资30亿元的年产8万套减速器项目在钟祥市开工，由苏州恒越机械有限公司建设。钟祥市签约项目12个。"
)


@dataclass(frozen=True)
class Kind:
    name: str
    parts: tuple[int, ...]


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Grows by one whenever the ledger is resolved."""
    counted: list[int] = []
    build = ledger.build_ledger

    def counting(*arguments: object) -> object:
        counted.append(1)
        return build(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger, "build_ledger", counting)
    yield counted
    gc.unfreeze()


def store(home: Home, *bodies: str) -> None:
    with (
        open_archive(home.path, create=True) as archive,
        archive.writer("test", clock=lambda: CLOCK) as writer,
    ):
        items = []
        for body in bodies:
            url = f"http://news.example.cn/{crc32(body.encode())}.html"
            article = Article(url, url, "portal", "article", title="简讯", published_at=CLOCK, body=body)
            items.append(Item(Capture(Page(url, b"<p>", CLOCK)), article, "example"))
        writer.store_batch(items, run_id=writer.begin_run("import", {}))
    refresh_archive(home)


def test_a_second_command_finds_what_the_first_resolved(tmp_path: Path, resolved: list[int]) -> None:
    home = Home(tmp_path)
    store(home, SIGNED, STARTED)
    for figures in (False, True):
        first = load_book(home, figures=figures)
        assert first.ledger.projects
        assert bool(first.ledger.figures) == figures
        assert load_book(home, figures=figures) == first
    assert len(resolved) == 2


def test_a_new_article_is_in_the_ledger_at_once(tmp_path: Path, resolved: list[int]) -> None:
    home = Home(tmp_path)
    store(home, SIGNED)
    assert [project.place for project in load_book(home).ledger.projects] == ["松滋市"]
    store(home, STARTED)
    assert {project.place for project in load_book(home).ledger.projects} == {"松滋市", "钟祥市"}


def test_a_correction_is_in_force_at_once(tmp_path: Path, resolved: list[int]) -> None:
    home = Home(tmp_path)
    store(home, SIGNED)
    (project,) = load_book(home).ledger.projects
    (tmp_path / "corrections.toml").write_text(f'[[hide]]\nproject = "{project.id}"\nwhy = "test"\n')
    book = load_book(home)
    assert (book.ledger.projects, book.ledger.hidden) == ([], [project.id])


def test_a_changed_rule_is_in_force_at_once(
    tmp_path: Path, resolved: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    store(home, SIGNED)
    load_book(home)
    monkeypatch.setattr(ledger, "rules_digest", lambda: "other rules")
    load_book(home)
    assert len(resolved) == 2


@pytest.mark.parametrize("damage", [b"", b"key\n{}", b"\xff\x00", None])
def test_a_damaged_file_is_made_anew(tmp_path: Path, resolved: list[int], damage: bytes | None) -> None:
    home = Home(tmp_path)
    store(home, SIGNED)
    first = load_book(home)
    path = home.derived / "ledger.json"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert load_book(home) == first
    assert path.read_bytes() == whole


def test_a_directory_that_cannot_be_written_keeps_nothing(tmp_path: Path, resolved: list[int]) -> None:
    home = Home(tmp_path)
    store(home, SIGNED)
    home.derived.write_text("a file is in the way")
    assert load_book(home) == load_book(home)
    assert len(resolved) == 2
    assert not list(tmp_path.rglob("*ledger*"))


def test_values_come_back_with_their_types_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "value.json"
    keep(path, "key", Kind("名", (1, 2)))
    assert recall(path, "key", Kind) == Kind("名", (1, 2))
    assert recall(path, "other", Kind) is None
    assert recall(path, "key", dict[str, int]) is None
    assert list(path.parent.iterdir()) == [path]
