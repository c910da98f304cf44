"""The ledger of a data directory: the facts of all archived articles, resolved by `promotion.ledger`.

It is built from all articles whatever is asked for, because a project's life is told by several, and kept until
something has changed; filters choose from what was resolved. The user's corrections lie in ``corrections.toml`` of the
data directory.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from archive import Archive, Mention, open_archive
from promotion import rules_digest
from promotion.geography.gazetteer import gazetteer
from promotion.ledger import (
    ArticleRef,
    Corrections,
    FigureMention,
    Ledger,
    LedgerProject,
    ProjectMention,
    build_ledger,
    parse,
)
from zscrawl.errors import ConfigError
from zscrawl.garbage import loading
from zscrawl.home import Home
from zscrawl.items import Activity, Figure, Filters, Place, Project
from zscrawl.kept import keep, recall
from zscrawl.text import simplify

CORRECTIONS_FILE = "corrections.toml"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """The article that states something: what a person needs to look it up."""

    uid: str
    title: str | None
    url: str
    source: str
    published_at: str | None


@dataclass(frozen=True, slots=True)
class Book:
    """The ledger with the articles that it was drawn from, by uid."""

    home: Home
    ledger: Ledger
    articles: dict[str, Source] = field(default_factory=dict)

    def project(self, name: str) -> LedgerProject:
        """The project with this id or beginning of an id. Raises ConfigError if there is none, or several."""
        found = [project for project in self.ledger.projects if project.id.startswith(name)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ConfigError(f"no project '{name}'; 'zscrawl projects' lists them")
        raise ConfigError(f"'{name}' fits {len(found)} projects; give more characters")

    def chosen(self, projects: Iterable[LedgerProject], filters: Filters) -> Iterator[LedgerProject]:
        """Projects of these places, with an event in this period, that an article of the chosen ones names.

        Articles are chosen by source, family and relevance; the period is that of the project's stages.
        """
        left = filters.limit or None
        reporting = self.reporting(Project, replace(filters, since=None, until=None))
        for project in projects:
            if left == 0:
                return
            if (reporting is None or not reporting.isdisjoint(project.uids)) and _fits(project, filters):
                left = left and left - 1
                yield project

    def reporting(self, kind: type[Figure] | type[Project], filters: Filters) -> frozenset[str] | None:
        """The articles with facts of ``kind`` that ``filters`` choose, ``place`` and ``limit`` apart; None for all."""
        asked = replace(filters, place=(), limit=0)
        if asked == Filters():
            return None
        with open_archive(self.home.path, self.home.database_url) as archive:
            return frozenset(mention.uid for mention in archive.mentions(kind, asked))


def _fits(project: LedgerProject, filters: Filters) -> bool:
    if filters.place and not any(is_place(place, project.place, project.adcode) for place in filters.place):
        return False
    if not (filters.since or filters.until):
        return True
    return any(in_period(event.date, filters) for event in project.events if event.date)


def in_period(when: str, filters: Filters) -> bool:
    """Whether an ISO day, month, year or range of them (``2024-03-16/2024-03-19``) touches the filters' period."""
    first, _, last = when.partition("/")
    last = last or first
    open_end = last == ".."
    return (open_end or not filters.since or last >= filters.since[: len(last)]) and (
        not filters.until or first <= filters.until[: len(first)]
    )


def is_place(wanted: str, name: str | None, adcode: str | None) -> bool:
    """Whether a place is ``wanted`` (a name, or the adcode of a region with all below it) or lies in it."""
    if wanted.isascii() and wanted.isdigit():
        return bool(adcode) and str(adcode).startswith(re.sub(r"(00)+$", "", wanted))
    simple = simplify(wanted)
    if name and name.startswith(simple):
        return True
    # A zone has the adcode of the county around it, which does not lie in the zone.
    above = [division.adcode for division in gazetteer().named(simple) if division.level != "zone"]
    return bool(adcode) and any(str(adcode).startswith(re.sub(r"(00)+$", "", code)) for code in above)


@dataclass(frozen=True, slots=True)
class _Resolved:
    """What is kept between commands."""

    ledger: Ledger
    articles: dict[str, Source]


def load_book(home: Home, *, figures: bool = False) -> Book:
    """The ledger of everything that the archive of ``home`` states, with the table of ``figures`` where asked for.

    It is resolved where articles, corrections or rules have changed since it last was. Corrections of what is not
    there (any more) are told as a warning.

    Raises:
        ArchiveError: there is no archive, or it is damaged.
        ConfigError: the corrections cannot be read.
    """
    path = home.derived / ("ledger-with-figures.json" if figures else "ledger.json")
    corrections = read_corrections(home)
    with open_archive(home.path, home.database_url) as archive, loading():
        key = _key(archive, corrections)
        resolved = recall(path, key, _Resolved)
        if resolved is None:
            resolved = _resolve(archive, parse(corrections, str(home.path / CORRECTIONS_FILE)), figures)
            keep(path, key, resolved)
    if resolved.ledger.unapplied:
        logger.warning(
            "%s corrects what is not in the ledger: %s; 'zscrawl projects --limit 0' lists what is",
            home.path / CORRECTIONS_FILE,
            ", ".join(resolved.ledger.unapplied),
        )
    return Book(home, resolved.ledger, resolved.articles)


def _key(archive: Archive, corrections: str) -> str:
    """Names what the ledger is made of. The latest change itself tells a restored archive from what it was."""
    number = archive.sequence
    latest = next(archive.changed_since(number - 1, batch=1), None)
    change = (latest.uid, latest.version, latest.changed_at) if latest else ()
    parts = (archive.generation, number, *change, rules_digest(), corrections)
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def _resolve(archive: Archive, corrections: Corrections, figures: bool) -> _Resolved:
    subjects = main_subjects(archive)
    articles: dict[str, Source] = {}
    projects = [
        ProjectMention(_article(mention, subjects, articles), mention.record)
        for mention in archive.mentions(Project)
    ]
    stated = [
        FigureMention(_article(mention, subjects, articles), mention.record)
        for mention in (archive.mentions(Figure) if figures else ())
    ]
    return _Resolved(build_ledger(projects, stated, corrections), articles)


def main_subjects(archive: Archive) -> dict[str, str]:
    """The adcode of the first subject place of each article."""
    found: dict[str, str] = {}
    for mention in archive.mentions(Place):
        if mention.record.role == "subject" and mention.record.adcode:
            found.setdefault(mention.uid, mention.record.adcode)
    return found


def _article(
    mention: Mention[Project] | Mention[Figure], subjects: dict[str, str], articles: dict[str, Source]
) -> ArticleRef:
    day = mention.published_at.date().isoformat() if mention.published_at else None
    articles[mention.uid] = Source(mention.uid, mention.title, mention.url, mention.source, day)
    return ArticleRef(mention.uid, day, mention.cluster, mention.source, subjects.get(mention.uid))


def read_corrections(home: Home) -> str:
    """The user's corrections as they stand in the file; empty if there is none. Raises ConfigError."""
    path = home.path / CORRECTIONS_FILE
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
        ) from None


def activities(home: Home, filters: Filters) -> Iterator[Mention[Activity]]:
    """The activities of the chosen articles, one for each text: reprints count once."""
    with open_archive(home.path, home.database_url) as archive:
        seen: set[tuple[str, str, str | None, str]] = set()
        for mention in archive.mentions(Activity, filters):
            activity = mention.record
            key = (mention.cluster, activity.type, activity.date, activity.name or activity.quote)
            if key not in seen:
                seen.add(key)
                yield mention


def parse_today(text: str | None) -> date:
    """The day that ``overdue`` counts from. Raises ConfigError."""
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - the user's own calendar day
    except ValueError:
        raise ConfigError(f"'{text}' is not a day; write 2024-03-05") from None
