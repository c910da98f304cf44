"""What is killed in ``bench/crash.py``: the tasks, and the archives that they begin with.

Each task is run by a child process from wherever an earlier child was killed. ``crawl``, ``import``,
``refresh`` and ``migrate`` are the commands as a person runs them; ``store`` and ``reread`` drive the
archive alone, harder than a crawl does: they acknowledge each batch, and change what they stored.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import copytree

from archive import Archive, Capture, Item, open_archive, read_capture
from bench.reprint_set import make_set
from zscrawl import importing, refresh
from zscrawl.cli import crawl, import_, main, migrate  # noqa: F401 - loaded once, before children are forked
from zscrawl.cli import refresh as refresh_command  # noqa: F401
from zscrawl.demonstration import claim, demo_web
from zscrawl.home import Home
from zscrawl.items import CST, Article, Page, Post

BEGAN = datetime(2024, 3, 5, tzinfo=UTC)
BATCHES = (1, 1, 1, 4, 16)
TWO_SCRIPTS = "demo-people"
"""The site of the built-in web that each round crawls: it has articles at two addresses, of which the one that is
fetched first depends on where a crawl was broken."""
SITES = ("demo-cjyun", "demo-discuz", "demo-epaper", "demo-gov", "demo-portal", "demo-wechat")
"""The others, of which a round crawls one."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What one round works on. ``web`` is a data directory that knows the built-in web."""

    seed: int
    originals: int
    folder: Path
    web: Path | None

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    @property
    def sites(self) -> list[str]:
        return [TWO_SCRIPTS, random.Random(self.seed).choice(SITES)]


@contextmanager
def built_in_web(folder: Path) -> Iterator[Path]:
    """Serve the built-in web; a data directory whose copies are crawled on the same addresses."""
    home = Home(folder / "web")
    claim(home)
    with demo_web(home):
        yield home.path


def run(task: str, home: Path, corpus: Corpus, acknowledge: Connection) -> None:
    """Do the task; in a child process, which ends with it. What goes wrong is written beside ``home``."""
    with home.with_suffix(".log").open("ab") as log:
        os.dup2(log.fileno(), sys.stdout.fileno())
        os.dup2(log.fileno(), sys.stderr.fileno())
    os.environ["ZSCRAWL_HOME"] = str(home)
    # Smaller transactions than usual, so that kills fall between them as well as into them.
    importing._BATCH, refresh._FACTS_BATCH = 5, 8
    if task == "store":
        _store(home, series(corpus.originals, corpus.seed), corpus.seed, acknowledge)
    elif task == "reread":
        _reread(home)
    else:
        main(_command(task, corpus))


def _command(task: str, corpus: Corpus) -> list[str]:
    if task == "crawl":
        return ["crawl", *corpus.sites]
    return ["import", str(corpus.pages)] if task == "import" else [task]


def prepare(task: str, home: Path, corpus: Corpus) -> None:
    """Bring ``home`` to where the task begins."""
    if task == "crawl":
        assert corpus.web is not None
        copytree(corpus.web, home)
    elif task == "import":
        _save_pages(corpus)
    elif task != "store":
        with open_archive(home, create=True) as archive, archive.writer("crash") as writer:
            writer.store_batch(series(corpus.originals, corpus.seed), run_id=writer.begin_run("crash", {}))
    if task == "migrate":
        age(home)


# --- what is stored


def series(originals: int, seed: int) -> list[Item]:
    """The captures of some days: each page once, and some of them again, changed or gone."""
    draw = random.Random(seed)
    items = []
    documents = make_set(originals, originals, seed)
    for number, document in enumerate(documents):
        url = f"http://crash.example.cn/{number}"
        published = datetime(document.day.year, document.day.month, document.day.day, tzinfo=CST)
        article = Article(
            url, url, "portal", "article", document.title, published_at=published,
            published_precision="day", body=document.body,
        )  # fmt: skip
        if number % 7 == 0:
            article.posts = [Post(floor, "网友", published, f"回复{floor}") for floor in (2, 3)]
        items.append(_fetched(article, len(items)))
        if draw.random() < 0.2 and number:
            items.append(_again(draw, items[draw.randrange(len(items))], len(items)))
    return items


def _fetched(article: Article, number: int, status: int = 200) -> Item:
    when = BEGAN + timedelta(seconds=number)
    body = f"<html><h1>{article.title}</h1>{article.body}</html>".encode()
    page = Page(article.url, body, when, {"content-type": "text/html", "x-number": str(number)}, status)
    return Item(Capture(page, {"user-agent": "crash"}), article if status == 200 else None, "crash")


def _again(draw: random.Random, item: Item, number: int) -> Item:
    article = item.article
    if article is None or draw.random() < 0.2:
        url = item.capture.page.url
        return _fetched(article or Article(url, url, "portal", "article"), number, status=410)
    changed = _copy(article)
    if article.posts:
        changed.posts = [*article.posts, Post(len(article.posts) + 2, "网友", None, f"又来{number}")]
    elif draw.random() < 0.5:
        changed.body += f"\n又讯:第{number}号消息。"
    return _fetched(changed, number)


def _copy(article: Article) -> Article:
    return Article(**{name: getattr(article, name) for name in Article.__slots__})


def _save_pages(corpus: Corpus) -> None:
    """The texts as saved pages of a government site, each with its own URL and time."""
    corpus.pages.mkdir(exist_ok=True)
    for number, document in enumerate(make_set(corpus.originals, corpus.originals, corpus.seed)):
        file = corpus.pages / f"{number:04}.html"
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in document.body.split("\n"))
        file.write_text(
            f'<html><head><meta charset="utf-8"><title>{escape(document.title)}</title>'
            f'<link rel="canonical" href="http://www.crash.gov.cn/art/{document.day:%Y/%-m/%-d}/art_{number}.html">'
            f'<meta name="ArticleTitle" content="{escape(document.title)}">'
            f'<meta name="PubDate" content="{document.day:%Y-%m-%d} 09:30"></head><body>'
            f'<h1>{escape(document.title)}</h1><div id="zoom" class="article-content">{paragraphs}</div></body></html>',
            encoding="utf-8",
        )
        os.utime(file, (BEGAN.timestamp() + number,) * 2)


# --- tasks that drive the archive alone


def _store(home: Path, items: list[Item], seed: int, acknowledge: Connection) -> None:
    draw = random.Random(seed)
    with open_archive(home, create=True) as archive, archive.writer("crash") as writer:
        run = writer.begin_run("crash", {})
        position = archive.watermark("crash")
        while position < len(items):
            batch = items[position : position + draw.choice(BATCHES)]
            # A crawler asks `known`; here the series holds pages twice, so it is the count that is kept.
            done = _stored_already(archive, batch)
            writer.store_batch(batch[done:], run_id=run)
            position += len(batch)
            acknowledge.send(position)
            writer.set_watermark("crash", position)
        writer.end_run(run, "done", {"stored": position})


def _stored_already(archive: Archive, batch: list[Item]) -> int:
    """How many of a batch were committed before a kill came between them and the watermark: all or none."""
    page = batch[-1].capture.page
    state = archive.known([page.url]).get(page.url)
    stored = state is not None and state.fetched_at is not None and state.fetched_at >= page.fetched_at
    return len(batch) if stored else 0


def _reread(home: Path) -> None:
    """Every capture read again, by a reader that takes the body out of the page as it was put in."""
    with open_archive(home) as archive, archive.writer("reread") as writer:
        for ref in list(archive.captures()):
            page = read_capture(home, ref).page
            raw = page.body.decode().removeprefix("<html><h1>").removesuffix("</html>")
            title, _, body = raw.partition("</h1>")
            stored = archive.get(page.url)
            assert stored is not None
            old = stored if ref.version is None else archive.versions(stored.uid)[ref.version - 1]
            article = _copy(old.article)
            article.title, article.body, article.section = title, body.strip(), "重读"
            writer.restore_reading(ref.fetch_id, article, "crash")


def age(home: Path) -> None:
    """Make an archive look like one of the first schema, for ``migrate`` to bring up again."""
    with sqlite3.connect(home / "zscrawl.db", isolation_level=None) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for table in ("fingerprints", "fingerprint_keys", "reprints", "fact_sets", "activities", "figures",
                      "mechanisms", "places", "projects"):  # fmt: skip
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX ix_articles_cluster")
        for table, column in (("articles", "cluster"), ("articles", "withdrawn"), ("warc_files", "lost")):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
