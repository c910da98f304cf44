"""``zscrawl cite``: how to cite an archived article."""

from __future__ import annotations

import click

from zscrawl.errors import ConfigError
from zscrawl.home import Home


@click.command()
@click.argument("uids", metavar="UID...", nargs=-1, required=True)
@click.option(
    "--style",
    type=click.Choice(["gbt7714", "bibtex"]),
    default="gbt7714",
    show_default=True,
    help="How to cite.",
)
def cite(uids: tuple[str, ...], style: str) -> None:
    """Cite articles, with the day of archiving and the original address."""
    from archive import open_archive
    from zscrawl.citing import bibtex, gbt7714

    home = Home.from_environment()
    with open_archive(home.path, home.database_url) as archive:
        for uid in uids:
            found = archive.get(uid)
            if found is None:
                raise ConfigError(f"no article '{uid}'; 'zscrawl search' shows the uids")
            click.echo(gbt7714(found) if style == "gbt7714" else bibtex(found))
