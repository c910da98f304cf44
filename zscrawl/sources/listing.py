"""docs/known-sources.md, written from the package's own sources.

``python -m zscrawl.sources.listing > docs/known-sources.md``; a test holds that the file is what this prints.
"""

from __future__ import annotations

import sys

from zscrawl.items import Source
from zscrawl.sources import load_sources

_HEAD = """# Sources that come with zscrawl

Written by `python -m zscrawl.sources.listing` from `zscrawl/sources/data`. What the columns mean is explained in
[sources.md](sources.md); how to take in another site in [add-a-site.md](add-a-site.md). Where no check is given, nobody
has seen the source work yet: run `zscrawl sources check NAME` first.

| name | title | family | region | start | checked |
|---|---|---|---|---|---|
"""


def listing() -> str:
    """The list in Markdown, in the order of the files."""
    return _HEAD + "".join(f"{_row(source)}\n" for source in load_sources())


def _row(source: Source) -> str:
    start = " ".join(source.start)
    cells = (
        f"`{source.name}`", source.title, source.family, source.region, start, source.checked or "",
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(listing())
