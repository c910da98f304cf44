"""``zscrawl extract``: read saved pages without an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from zscrawl.cli.output import FORMATS, Column, print_rows
from zscrawl.errors import ReadError
from zscrawl.items import FAMILIES, Article
from zscrawl.saved import Manifest, SavedPage, find_files, parse_clock, read_saved

_COLUMNS = [
    Column("file", "file", style="dim"),
    Column("kind", "kind"),
    Column("family", "family"),
    Column("published_at", "published", right=True),
    Column("origin", "origin"),
    Column("title", "title", style="bold", wide=True),
]

_ADDRESS = re.compile(r"https?://\S+", re.I)

# The keys of one page, in the order in which they are printed: the contract with scripts.
KEYS = """
    url canonical_url family kind title subtitle published_at published_precision authors editors origin site section
    script charset body images attachments posts links next_page found_by flags
""".split()


def as_row(file: str, article: Article) -> dict[str, Any]:
    """An article as ``extract`` prints it; key order as in `KEYS`.

    ``body`` is all that the page says: of a thread the subject and every post. (The archive keeps the opening post as
    the article's text, and the replies as posts.)
    """
    from spiders.threads.common import whole_text

    return {"file": file} | {key: getattr(article, key) for key in KEYS} | {"body": whole_text(article)}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", help="The page's address (one file only).")
@click.option("--manifest", type=click.Path(path_type=Path), help="TSV with the columns file and url.")
@click.option("--family", type=click.Choice(FAMILIES), help="Do not guess the family.")
@click.option(
    "--fetched-at", metavar="TIME", help="When the pages were fetched; default: each file's own time."
)
@click.option("--explain", is_flag=True, help="Show for a person how each field was found.")
@click.option(
    "--format", "fmt", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="How to print."
)
def extract(
    files: tuple[Path, ...],
    url: str | None,
    manifest: Path | None,
    family: str | None,
    fetched_at: str | None,
    explain: bool,
    fmt: str,
) -> int:
    """Read saved pages: one JSON object a page, without an archive.

    A file that cannot be read is named on stderr, the others are printed, and the exit code is 2.
    """
    if url and len(files) > 1:
        raise click.UsageError("--url goes with one file; use --manifest for several")
    if url is not None and not _ADDRESS.fullmatch(url):
        raise click.UsageError(f"'{url}' is not a whole address; write --url http://…")
    clock = parse_clock(fetched_at) if fetched_at else None
    loaded = Manifest.load(manifest) if manifest else None
    failed: list[str] = []
    articles = _articles(files, loaded, url, family, clock, failed)
    if explain:
        from zscrawl.cli.explain import print_explained

        for file, article in articles:
            print_explained(file, article)
    else:
        print_rows(
            (as_row(file, article) for file, article in articles),
            _COLUMNS,
            fmt,
            empty="no page could be read",
            keys=" ".join(("file", *KEYS)),
        )
    return 2 if failed else 0


def _articles(
    files: tuple[Path, ...],
    manifest: Manifest | None,
    url: str | None,
    family: str | None,
    clock: datetime | None,
    failed: list[str],
) -> Iterator[tuple[str, Article]]:
    from spiders import read

    for saved in _saved(files, manifest, url, clock, failed):
        article = read(saved.page, family=family)
        if saved.identity:
            article.canonical_url = saved.identity
        yield saved.file, article


def _saved(
    files: tuple[Path, ...],
    manifest: Manifest | None,
    url: str | None,
    clock: datetime | None,
    failed: list[str],
) -> Iterator[SavedPage]:
    """The pages that can be read; the others are named on stderr and in ``failed``."""

    def fails(error: ReadError) -> None:
        failed.append(str(error))
        click.echo(f"zscrawl: {error}", err=True)

    for named in files:
        try:
            found = list(find_files([named]))
        except ReadError as error:
            fails(error)
            continue
        for path in found:
            if manifest and path.resolve() == (manifest.root / path.name) and path.suffix == ".tsv":
                continue
            try:
                yield read_saved(path, manifest=manifest, url=url, fetched_at=clock)
            except ReadError as error:
                fails(error)
