"""``zscrawl migrate``: an archive of an older zscrawl brought to today's schema."""

from __future__ import annotations

import click

from zscrawl.home import Home


@click.command()
def migrate() -> None:
    """Bring the archive to today's schema, in one transaction. An archive that is up to date stays as it is."""
    from archive import migrate as migrate_archive

    home = Home.from_environment()
    old, new = migrate_archive(home.path, home.database_url)
    click.echo(f"schema {new}: nothing to do" if old == new else f"schema {old} → {new}")
