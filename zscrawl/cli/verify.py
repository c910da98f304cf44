"""``zscrawl verify``: prove that the archive is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from zscrawl.cli.output import Column, format_option, print_rows
from zscrawl.home import Home

if TYPE_CHECKING:
    from archive import Finding
    from zscrawl.proof import Trouble

_COLUMNS = [
    Column("part", "part", style="red"),
    Column("where", "where"),
    Column("repaired", "repaired"),
    Column("detail", "what is wrong", wide=True),
]


@click.command()
@click.option("--repair", is_flag=True, help="Rebuild what is derived: reprints, facts, index.")
@format_option
def verify(repair: bool, fmt: str) -> int:
    """Check every row against its raw record and everything derived against the archive; exit 3 with a list if not.

    What is derived can be repaired. A damaged or missing raw record cannot: bring it back from a backup.
    """
    from zscrawl.proof import prove

    found = prove(Home.from_environment(), repair=repair)
    if found or fmt != "table":
        print_rows(map(_as_row, found), _COLUMNS, fmt)
    else:
        click.echo(
            "whole: every row has its raw record, every version its fingerprint, the index every article"
        )
    return 3 if any(not finding.repaired for finding in found) else 0


def _as_row(finding: Finding | Trouble) -> dict[str, Any]:
    return {
        "part": getattr(finding, "kind", None) or getattr(finding, "part", ""),
        "where": getattr(finding, "where", ""),
        "repaired": finding.repaired,
        "detail": finding.detail,
    }
