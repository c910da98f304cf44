"""A month of crawling by itself, with a clock that jumps: what is due and fetched when, what is missed, what is told.

    python -m bench.month                 # 30 days, two to four minutes
    python -m bench.month --days 8 --json # the short form that the tests run

Six sites (`bench.month_web`) all have the interval of half a day. A timer asks every half hour of the simulated time
what is due; only then a run begins. One site changes its layout, one blocks, one is dead for some days.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess

from archive import open_archive
from bench.month_web import BEGIN, DAY, HOUR, Site, Web, make_sites, serve
from spiders.addresses.canonical import canonical_url
from zscrawl.crawl.crawling import visit_all
from zscrawl.crawl.due import due_sources
from zscrawl.crawl.event_loop import crawler_process, project_settings, run_to_end
from zscrawl.crawl.host_turns import HostTurns
from zscrawl.crawl.report import attention
from zscrawl.crawl.run import CrawlRun, RunOptions
from zscrawl.crawl.summary import SourceSummary
from zscrawl.home import Home
from zscrawl.items import Source

EVERY = DAY / 2
TICK = HOUR / 2
SETTINGS = {"ZSCRAWL_FIRST_PAUSE": 0.01, "ZSCRAWL_PATIENCE": 3, "RETRY_TIMES": 1, "DOWNLOAD_TIMEOUT": 10}


@dataclass(slots=True)
class Visited:
    """One visit as the report tells it. ``read`` pages were fetched anew and could show a change of layout."""

    at: datetime
    site_state: str
    status: str
    requests: int
    new: int
    read: int
    attention: list[str]


@dataclass(slots=True)
class Account:
    """What became of one site in the month."""

    site: str
    published: int = 0
    missed: int = 0
    visits: int = 0
    visits_at_fixed_interval: int = 0
    requests: int = 0
    requests_at_fixed_interval: int = 0
    hours_until_fetched: float = 0.0
    trouble: str = ""
    visits_until_alarm: int | None = None
    alarms_in_peace: int = 0
    log: list[Visited] = field(default_factory=list)


def simulate(home: Home, days: float) -> list[Account]:
    """Live through the days; an account by site."""
    with serve(make_sites(days)) as web:
        accounts = {site.name: Account(site.name) for site in web.sites}
        process = crawler_process(project_settings(SETTINGS))
        run_to_end(process, _live(process, home, web, accounts, days), lambda: None)
        _settle(home, web, accounts, days)
    return list(accounts.values())


async def _live(
    process: AsyncCrawlerProcess, home: Home, web: Web, accounts: dict[str, Account], days: float
) -> None:
    sources = [site.source(EVERY) for site in web.sites]
    by_name = {site.name: site for site in web.sites}
    while web.now <= BEGIN + days * DAY:
        if _something_is_due(home, sources, web.now):
            settings = project_settings(SETTINGS)
            options = RunOptions(due=True)
            run = CrawlRun(home, options, turns=HostTurns.of(settings), clock=lambda: web.now, readers=1)
            before = {name: site.requests for name, site in by_name.items()}
            await visit_all(process, run, run.open(sources))
            for name, summary in run.close().sources.items():
                requests = by_name[name].requests - before[name]
                accounts[name].log.append(_visited(web.now, by_name[name], summary, requests))
        web.now += TICK


def _something_is_due(home: Home, sources: Iterable[Source], now: datetime) -> bool:
    if not home.holds_archive:
        return True
    with open_archive(home.path) as archive:
        return bool(due_sources(sources, archive.source_stats(counted=False), now))


def _visited(now: datetime, site: Site, summary: SourceSummary, requests: int) -> Visited:
    told = [f"{one['what']}: {one['detail']}" for one in attention(summary)]
    new = summary.new + summary.duplicates
    return Visited(now, site.state(now), summary.status, requests, new, summary.sample.pages, told)


def _settle(home: Home, web: Web, accounts: dict[str, Account], days: float) -> None:
    with open_archive(home.path) as archive:
        fetched = {one.article.canonical_url: one.first_fetched_at for one in archive.articles()}
    for site in web.sites:
        account = accounts[site.name]
        well = [visit.at for visit in account.log if visit.status == "ok"]
        offered = {n: time for n, time in enumerate(site.times) if time <= max(well)}
        found = {n: fetched.get(canonical_url(site.url(n))) for n in offered}
        waits = [
            (at - offered[n]).total_seconds() / 3600 for n, at in found.items() if at and offered[n] > BEGIN
        ]
        account.published = len(offered)
        account.missed = sum(at is None for at in found.values())
        account.visits = len(account.log)
        account.visits_at_fixed_interval = int(days * DAY / EVERY) + 1
        account.requests = sum(visit.requests for visit in account.log)
        # A visit that finds nothing costs robots.txt and the list; those that were saved would have found nothing.
        idle = min((visit.requests for visit in account.log if visit.status == "ok"), default=0)
        saved = account.visits_at_fixed_interval - account.visits
        account.requests_at_fixed_interval = account.requests + max(saved, 0) * idle
        account.hours_until_fetched = round(statistics.median(waits), 1) if waits else 0.0
        account.alarms_in_peace = sum(bool(one.attention) for one in account.log if one.site_state == "well")
        if site.trouble:
            account.trouble = site.trouble.kind
            account.visits_until_alarm = _visits_until_alarm(account.log)


def _visits_until_alarm(log: list[Visited]) -> int | None:
    """How many visits that could see the trouble it took until one told of it; None if none did."""
    seeing = [one for one in log if one.site_state != "well" and (one.site_state != "layout" or one.read)]
    return next((number for number, one in enumerate(seeing, 1) if one.attention), None)


def passes(accounts: Iterable[Account]) -> bool:
    """Nothing missed, every trouble told by the first visit that met it, and no alarm where all was well."""
    return all(
        not one.missed and not one.alarms_in_peace and (not one.trouble or one.visits_until_alarm == 1)
        for one in accounts
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=float, default=30)
    parser.add_argument("--json", action="store_true", help="print the whole account")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        accounts = simulate(Home(Path(folder)), arguments.days)
    if arguments.json:
        json.dump([asdict(account) for account in accounts], sys.stdout, default=str, ensure_ascii=False)
        return 0 if passes(accounts) else 1
    for account in accounts:
        _print(account)
    requests = sum(one.requests for one in accounts)
    fixed = sum(one.requests_at_fixed_interval for one in accounts)
    print(f"\n{requests} requests; with a fixed interval {fixed} ({1 - requests / fixed:.0%} saved)")
    print(
        f"articles missed: {sum(one.missed for one in accounts)} of {sum(one.published for one in accounts)}"
    )
    return 0 if passes(accounts) else 1


def _print(account: Account) -> None:
    print(
        f"\n{account.site}: {account.visits} visits (fixed interval: {account.visits_at_fixed_interval}), "
        f"{account.requests} requests, {account.published} articles, {account.missed} missed, "
        f"{account.hours_until_fetched} h from publication to archive (median)"
    )
    if account.trouble:
        print(f"  {account.trouble}: told by visit {account.visits_until_alarm} of those that met it")
    for one in account.log:
        if one.new or one.attention:
            told = f"  {one.attention[0]}" if one.attention else ""
            print(f"  {one.at:%m-%d %H:%M}  {one.status:6}  {one.new:2} new  {one.requests:2} requests{told}")


if __name__ == "__main__":
    sys.exit(main())
