"""``zscrawl import``: saved pages, WARC files, or an exported package into the archive."""

from __future__ import annotations

from pathlib import Path

import click

from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.errors import ReadError
from zscrawl.home import Home
from zscrawl.items import FAMILIES
from zscrawl.saved import Manifest, parse_clock


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--manifest", type=click.Path(path_type=Path), help="TSV with the columns file and url.")
@click.option(
    "--source",
    default="import",
    show_default=True,
    help="The source name to file pages under that name none.",
)
@click.option("--family", type=click.Choice(FAMILIES), help="Do not guess the family.")
@click.option(
    "--fetched-at", metavar="TIME", help="When the pages were fetched; default: each file's own time."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read; default: one a core.")
@format_option
def import_pages(
    paths: tuple[Path, ...],
    manifest: Path | None,
    source: str,
    family: str | None,
    fetched_at: str | None,
    jobs: int | None,
    fmt: str,
) -> int:
    """Take in saved HTML files, folders of them, and WARC files, as if crawled.

    Lists, walls and deleted pages are recognised and kept in the WARC, not stored as articles. A file that cannot
    be read is named on stderr, the others are stored, and the exit code is 2; of a damaged WARC file what
    stands before the damage is stored, and the exit code is 3. What the archive holds already is passed over.

    Pages of WARC files that zscrawl wrote go back to their sources, read as they were when they were crawled.

    A folder that 'zscrawl export --format jsonl --with-text' wrote goes into an archive that is still empty, and
    exported from there it is the same again: articles, versions and times, posts, facts, corrections.
    """
    from zscrawl.cli.console import step_progress
    from zscrawl.cli.refresh import source_regions
    from zscrawl.export.reading import is_package
    from zscrawl.importing import import_paths
    from zscrawl.refresh import refresh_archive
    from zscrawl.sources import load_sources
    from zscrawl.sources.reading import is_name

    if not is_name(source):
        raise click.UsageError(
            f"--source is '{source}'; use small letters, digits, '-', '.' and '_' only, at most 63"
        )
    if any(is_package(path) for path in paths):
        if len(paths) > 1 or manifest or family or fetched_at or source != "import":
            raise click.UsageError("an exported package is imported alone and as it is")
        _import_package(paths[0], fmt)
        return 0
    clock = parse_clock(fetched_at) if fetched_at else None
    table = Manifest.load(manifest) if manifest else None
    home = Home.from_environment()
    with step_progress() as progress:
        summary = import_paths(
            home,
            list(paths),
            manifest=table,
            source=source,
            family=family,
            sources={entry.name: entry for entry in load_sources(home)},
            fetched_at=clock,
            jobs=jobs,
            progress=lambda done, total, now: progress("importing", done, max(done, total), Path(now).name),
        )
        refresh_archive(home, regions=source_regions(home), progress=progress)
    for message in [*summary.unread, *summary.damaged]:
        click.echo(f"zscrawl: {message}", err=True)
    if not summary.outcomes and summary.damaged:
        return 3
    if not summary.outcomes and summary.unread:
        raise ReadError("nothing was imported; none of the files could be read")
    counts = [{"count": "page kind", "what": kind, "pages": n} for kind, n in sorted(summary.kinds.items())]
    counts += [
        {"count": "outcome", "what": status, "pages": n} for status, n in sorted(summary.outcomes.items())
    ]
    print_rows(
        counts, [Column("count", "count"), Column("what", "what"), Column("pages", "pages", right=True)], fmt
    )
    if summary.damaged:
        return 3
    return 2 if summary.unread else 0


def _import_package(path: Path, fmt: str) -> None:
    from zscrawl.cli.console import step_progress
    from zscrawl.cli.refresh import source_regions
    from zscrawl.importing import import_package
    from zscrawl.refresh import refresh_archive

    home = Home.from_environment()
    with step_progress() as progress:
        package = import_package(home, path, progress=progress)
        refresh_archive(home, regions=source_regions(home), progress=progress)
    if not package.whole:
        click.echo(
            f"zscrawl: {path} is a selection of its archive; projects are resolved from its articles alone",
            err=True,
        )
    rows = [{"table": name, "rows": count} for name, count in package.rows.items()]
    print_rows(rows, [Column("table", "table"), Column("rows", "rows", right=True)], fmt)
