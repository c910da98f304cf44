"""What a report tells: articles by month and source, projects by stage and sector, amounts by place. No markup here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from archive import open_archive
from promotion.geography.gazetteer import gazetteer
from promotion.ledger import LedgerProject
from zscrawl.export.package import told
from zscrawl.home import Home
from zscrawl.items import CST, STAGES, Filters
from zscrawl.league import Standing, league
from zscrawl.ledger import Source, load_book

Progress = Callable[[str, int, int], None]

UNKNOWN = "not stated"
OTHER = "other"
NO_MONTH = "no date"
LARGEST = 20
MOST_SERIES = 9
"""Sources or sectors with a colour of their own in a chart; the smaller ones share `OTHER`."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: degrees of its seat of government, and the amount of its projects in yuan."""

    place: str
    longitude: float
    latitude: float
    amount_cny: int
    projects: int


@dataclass(slots=True)
class Gathered:
    """``articles`` by month, then by source; ``cited`` are those that report the projects, by uid.

    ``projects`` by stage, then by sector; ``places`` with the projects of each. ``until`` is when the archive last
    changed, as far as these articles tell: a report has no clock of its own.
    """

    generation: str
    filters: dict[str, object]
    until: str = ""
    articles: dict[str, dict[str, list[Source]]] = field(default_factory=dict)
    cited: dict[str, Source] = field(default_factory=dict)
    projects: dict[str, dict[str, list[LedgerProject]]] = field(default_factory=dict)
    places: list[tuple[Standing, list[LedgerProject]]] = field(default_factory=list)
    largest: list[LedgerProject] = field(default_factory=list)
    amount_cny: int = 0

    @property
    def article_count(self) -> int:
        return sum(len(listed) for sources in self.articles.values() for listed in sources.values())

    @property
    def project_count(self) -> int:
        return sum(len(listed) for sectors in self.projects.values() for listed in sectors.values())

    @property
    def spots(self) -> list[Spot]:
        """The places whose coordinates are known."""
        found = []
        for standing, projects in self.places:
            division = gazetteer().by_code.get(standing.adcode or "")
            if division and division.longitude is not None and division.latitude is not None:
                where = standing.place, division.longitude, division.latitude
                found.append(Spot(*where, standing.amount_cny, len(projects)))
        return found


def gather(home: Home, filters: Filters, progress: Progress = lambda step, done, total: None) -> Gathered:
    """Read what the report tells. ``filters`` choose articles as everywhere, and projects as ``zscrawl projects``
    does: by the days of their stages, by where they go to, by the sources that report them."""
    with open_archive(home.path, home.database_url) as archive:
        gathered = Gathered(archive.generation, told(filters))
        total = archive.count(filters)
        for done, stored in enumerate(archive.articles(filters, newest_first=False), 1):
            article = stored.article
            when = article.published_at.astimezone(CST) if article.published_at else None
            listed = Source(
                stored.uid,
                article.title,
                article.canonical_url,
                stored.source,
                when.date().isoformat() if when else None,
            )
            month = f"{when:%Y-%m}" if when else NO_MONTH
            gathered.articles.setdefault(month, {}).setdefault(stored.source, []).append(listed)
            gathered.until = max(gathered.until, stored.changed_at.isoformat())
            progress("reading articles", done, max(total, done))
    gathered.articles = {
        month: dict(sorted(sources.items())) for month, sources in sorted(gathered.articles.items())
    }
    book = load_book(home)
    chosen = list(book.chosen(book.ledger.projects, replace(filters, limit=0)))
    _arrange(gathered, chosen)
    gathered.cited = {uid: book.articles[uid] for project in chosen for uid in project.uids}
    return gathered


def _arrange(gathered: Gathered, projects: list[LedgerProject]) -> None:
    projects.sort(key=_size)
    for stage in (*STAGES, UNKNOWN):
        of_stage = [one for one in projects if (one.stage or UNKNOWN) == stage]
        sectors: dict[str, list[LedgerProject]] = {}
        for project in of_stage:
            sectors.setdefault(project.sector or UNKNOWN, []).append(project)
        if sectors:
            gathered.projects[stage] = dict(sorted(sectors.items()))
    gathered.places = league(projects)
    gathered.largest = [project for project in projects if project.amount_cny][:LARGEST]
    gathered.amount_cny = sum(one.amount_cny or 0 for one in projects if one.safe_to_sum)


def _size(project: LedgerProject) -> tuple[int, str]:
    return -(project.amount_cny or 0), project.id


def largest_series(counts: Iterable[tuple[str, int]]) -> list[str]:
    """The names that get a colour of their own, the largest first."""
    total: Counter[str] = Counter()
    for name, count in counts:
        total[name] += count
    return [name for name, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:MOST_SERIES]]
