"""The page: a template that escapes everything, a style, and a policy that forbids scripts and the network."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from zscrawl import __version__
from zscrawl.errors import ConfigError
from zscrawl.home import Home
from zscrawl.items import Filters
from zscrawl.money import money
from zscrawl.new_folder import new_folder
from zscrawl.report import charts
from zscrawl.report.gathering import Gathered, gather

FILE = "report.html"
_FOLDER = files("zscrawl.report")
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.I)


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """Where the report is, and how much it tells of."""

    path: Path
    articles: int
    projects: int


def write_report(
    home: Home,
    path: Path,
    filters: Filters | None = None,
    *,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> ReportSummary:
    """Write ``report.html`` into the new folder ``path``; interrupted, it leaves nothing.

    Raises ConfigError if ``path`` exists or cannot be written, or if a library is missing.
    """
    with new_folder(path, "a report") as folder:
        gathered = gather(home, filters or Filters(), progress)
        (folder / FILE).write_text(render(gathered), encoding="utf-8")
    return ReportSummary(path / FILE, gathered.article_count, gathered.project_count)


def render(gathered: Gathered) -> str:
    """The whole page. Everything that comes from pages is escaped; the same archive gives the same bytes."""
    jinja2 = _jinja2()
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"money": lambda yuan: money(yuan or None), "web": web_address}
    template = environment.from_string((_FOLDER / "report.html.j2").read_text(encoding="utf-8"))
    sources = sorted({source for by_source in gathered.articles.values() for source in by_source})
    sectors = sorted({sector for by_sector in gathered.projects.values() for sector in by_sector})
    return str(
        template.render(
            told=gathered,
            sources=sources,
            sectors=sectors,
            numbers={name: number for number, name in enumerate([*gathered.articles, *gathered.projects])}
            | {("source", name): number for number, name in enumerate(sources)}
            | {("sector", name): number for number, name in enumerate(sectors)},
            style=jinja2.utils.markupsafe.Markup(style),
            policy=_policy(style),
            version=__version__,
            charts={
                name: jinja2.utils.markupsafe.Markup(charts.draw(spec)) if spec else None
                for name, spec in _specs(gathered).items()
            },
        )
    )


def _specs(gathered: Gathered) -> dict[str, dict[str, Any] | None]:
    return {
        "articles": charts.articles_by_month(gathered),
        "projects": charts.projects_by_stage(gathered),
        "map": charts.map_of_places(gathered.spots),
        "lives": charts.life_lines(gathered.largest),
    }


def _policy(style: str) -> str:
    """A content security policy under which nothing is loaded or run, and only our own style holds."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def web_address(url: str) -> str:
    """``url`` if a click on it leads to the web and does nothing else (``javascript:``), or nothing."""
    return url if _WEB_ADDRESS.fullmatch(url) else ""


def _jinja2() -> Any:
    try:
        import jinja2
    except ModuleNotFoundError:
        raise ConfigError("jinja2 is missing; install it with: pip install 'zscrawl[report]'") from None
    return jinja2
