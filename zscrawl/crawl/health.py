"""Is a source as it used to be? Pure: what visits brought goes in, alarms come out.

A site that changes its layout goes on answering with 200, and the archive fills with articles that lack a body or a
date. So each visit is compared with the earlier ones of the same source: how many of the pages that should be articles
have each field, and how many articles a list page names.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from zscrawl.items import Article

FIELDS = ("title", "date", "body", "origin")
LINKS = "links"
"""What an alarm about lists is called: they name far fewer articles than usual."""

LIKELY = 0.02
"""A visit that as many pages lacking a field would befall once in fifty is still no alarm."""
LEAST_DROP = 0.2
"""A share must fall by this much: thousands of pages make the smallest change unlikely."""
ENOUGH_PAGES = 300
"""Pages of earlier visits that a visit is compared with, the latest ones."""
NEW_NORMAL = timedelta(days=90)
"""What has been an alarm for so long is how the site is now."""
FEWER_LINKS = 4
"""Lists that name less than a quarter of what they named in any earlier visit are an alarm."""
ENOUGH_VISITS = 3
KEPT_VISITS = 60


@dataclass(frozen=True, slots=True)
class Alarm:
    """``found`` of ``pages`` pages have the field, usually the share ``usual`` has it; ``example`` is one without it.

    For `LINKS`: so many articles are named by so many list pages, usually ``usual`` by each; ``example`` is the list.
    ``since`` is when the visit began that raised the alarm first.
    """

    field: str
    found: int
    pages: int
    usual: float
    example: str
    since: datetime

    def __str__(self) -> str:
        if self.field == LINKS:
            what = f"{self.found} articles on {self.pages} list pages, usually {self.usual:.0f} on each"
        else:
            what = f"{self.field} in {self.found} of {self.pages} pages, usually in {self.usual:.0%}"
        return f"{what}; see {self.example}"


@dataclass(slots=True)
class Sample:
    """The pages of one visit that should be articles: how many, how many have each field, one that lacks it."""

    pages: int = 0
    filled: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    lacking: dict[str, str] = field(default_factory=dict)

    def add(self, article: Article, url: str) -> None:
        """Count one page that should be an article. One that is none lacks everything."""
        is_article = article.kind == "article"
        has = {
            "title": article.title,
            "date": article.published_at,
            "body": article.body or article.posts,
            "origin": article.origin,
        }
        self.pages += 1
        for name in FIELDS:
            if is_article and has[name]:
                self.filled[name] += 1
            else:
                self.lacking.setdefault(name, url)


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """What is remembered of a visit. ``run`` is the run's number, ``failures`` count by kind."""

    at: datetime
    run: int
    status: str
    reason: str = ""
    new: int = 0
    lists: int = 0
    listed: int = 0
    pages: int = 0
    filled: dict[str, int] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()

    @property
    def is_eventful(self) -> bool:
        return bool(self.pages or self.failures or self.alarms or self.status != "ok")

    def share(self, name: str) -> float | None:
        """The share of this visit's pages that have a field; None if it read none."""
        return self.filled.get(name, 0) / self.pages if self.pages else None


def last_shares(visits: Sequence[VisitRecord]) -> dict[str, float]:
    """The share of the pages read last that have each field; empty if none was read yet. ``visits`` oldest first."""
    latest = next((visit for visit in reversed(visits) if visit.pages), None)
    return {name: latest.share(name) or 0.0 for name in FIELDS} if latest else {}


def alarms_of(visit: VisitRecord, sample: Sample, history: Sequence[VisitRecord], start: str) -> list[Alarm]:
    """What ``visit`` lacks that earlier visits (oldest first) had. ``start`` is the address of the source's list."""
    alarms = []
    for name in FIELDS:
        usual = _usual(name, history, visit.at)
        if usual is not None and _has_dropped(sample.filled[name], sample.pages, *usual):
            share = usual[0] / usual[1]
            since = _since(name, history) or visit.at
            alarms.append(Alarm(name, sample.filled[name], sample.pages, share, sample.lacking[name], since))
    earlier = [one.listed / one.lists for one in _quiet(LINKS, history, visit.at) if one.lists]
    if (
        visit.lists
        and len(earlier) >= ENOUGH_VISITS
        and visit.listed / visit.lists < min(earlier) / FEWER_LINKS
    ):
        usual_links = sum(earlier) / len(earlier)
        since = _since(LINKS, history) or visit.at
        alarms.append(Alarm(LINKS, visit.listed, visit.lists, usual_links, start, since))
    return alarms


def usual_share(name: str, history: Sequence[VisitRecord], now: datetime) -> float | None:
    """The share of a source's pages that have a field, as far back as a visit is compared; None if none was read."""
    counts = _usual(name, history, now)
    return counts[0] / counts[1] if counts else None


def standing_alarms(history: Sequence[VisitRecord]) -> list[Alarm]:
    """The alarms of a source that no later visit has shown to be over."""
    standing: list[Alarm] = []
    for name in (*FIELDS, LINKS):
        saw = (one for one in reversed(history) if (one.lists if name == LINKS else one.pages))
        latest = next(saw, None)
        standing += [alarm for alarm in (latest.alarms if latest else ()) if alarm.field == name]
    return standing


def remember(history: Sequence[VisitRecord], visit: VisitRecord) -> list[VisitRecord]:
    """The visits worth keeping, oldest first: visits without events make room for others, but for the latest."""
    return [*(one for one in history if one.is_eventful), visit][-KEPT_VISITS:]


def _quiet(name: str, history: Sequence[VisitRecord], now: datetime) -> list[VisitRecord]:
    """Visits that an alarm about ``name`` does not speak against."""
    return [
        one
        for one in history
        if one.at < now - NEW_NORMAL or not any(alarm.field == name for alarm in one.alarms)
    ]


def _usual(name: str, history: Sequence[VisitRecord], now: datetime) -> tuple[int, int] | None:
    """In how many of how many earlier pages a field was found."""
    found = pages = 0
    for one in reversed(_quiet(name, history, now)):
        found += one.filled.get(name, 0)
        pages += one.pages
        if pages >= ENOUGH_PAGES:
            break
    return (found, pages) if pages else None


def _has_dropped(found: int, pages: int, usually_found: int, usual_pages: int) -> bool:
    if not pages or found / pages > usually_found / usual_pages - LEAST_DROP:
        return False
    # Jeffreys' estimate: what was never missing in ten pages may still be missing in one of twenty.
    missing_rate = (usual_pages - usually_found + 0.5) / (usual_pages + 1)
    return _at_least(pages - found, pages, missing_rate) < LIKELY


def _at_least(count: int, trials: int, rate: float) -> float:
    """The probability of ``count`` or more in ``trials`` (binomial distribution)."""
    log_rate, log_rest = math.log(rate), math.log1p(-rate)
    return sum(
        math.exp(
            math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
            + k * log_rate + (trials - k) * log_rest
        )
        for k in range(count, trials + 1)
    )  # fmt: skip


def _since(name: str, history: Iterable[VisitRecord]) -> datetime | None:
    """When the alarm about a field began that the latest visit with pages had; None if it had none."""
    alarms = [alarm for alarm in standing_alarms(list(history)) if alarm.field == name]
    return alarms[0].since if alarms else None


# --- as text


def dump(history: Iterable[VisitRecord]) -> str:
    """Visits as the archive keeps them."""
    return json.dumps([asdict(one) for one in history], ensure_ascii=False, default=datetime.isoformat)


def load(text: str | None) -> list[VisitRecord]:
    """Visits as `dump` wrote them; none for what is not such a text, because a history can be made anew."""
    try:
        return [_visit(one) for one in json.loads(text or "[]")]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def _visit(values: dict[str, Any]) -> VisitRecord:
    alarms = tuple(
        Alarm(**{**alarm, "since": datetime.fromisoformat(alarm["since"])}) for alarm in values["alarms"]
    )
    return VisitRecord(**{**values, "at": datetime.fromisoformat(values["at"]), "alarms": alarms})
