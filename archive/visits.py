"""What the archive knows of addresses: which are due for a visit, and what they showed before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from archive.captures import located, part_of
from archive.models import FetchRow, FetchStateRow, table_of
from archive.queries import in_batches
from archive.reading import Archive
from archive.records import FetchState
from archive.recovery import UNREAD
from archive.rows import ARTICLES, state_of, url_key
from archive.warc import payload_digest
from archive.warc_reading import read_page
from archive.warc_records import uri
from zscrawl.items import Page

_STATES = table_of(FetchStateRow)
_FETCHES = table_of(FetchRow)
_OWN = _STATES.c.url == ARTICLES.c.canonical_url
_READ_ELSEWHERE = ARTICLES.c.url != ARTICLES.c.canonical_url


def due_visits(archive: Archive, source: str, now: datetime, limit: int = 0) -> list[FetchState]:
    """The pages of a source's articles whose next visit is due, the longest overdue first.

    Of an article that was read at its canonical address only that page is due.
    """
    query = (
        sa.select(_STATES, (_OWN & ~_READ_ELSEWHERE).label("own"))
        .join(ARTICLES, ARTICLES.c.uid == _STATES.c.uid)
        .where(ARTICLES.c.source == source, _STATES.c.next_visit_at <= now, _OWN | _READ_ELSEWHERE)
        .order_by(_STATES.c.next_visit_at, _STATES.c.url_key)
        .limit(limit or None)
    )
    with archive.reading() as connection:
        return [state_of(row, own=row.own) for row in connection.execute(query)]


def other_addresses(archive: Archive, uid: str) -> list[str]:
    """Where an article was met besides its canonical address: in another script, in an edition for pads."""
    query = (
        sa.select(_STATES.c.url)
        .join(ARTICLES, ARTICLES.c.uid == _STATES.c.uid)
        .where(_STATES.c.uid == uid, _STATES.c.url != ARTICLES.c.canonical_url)
        .order_by(_STATES.c.url)
    )
    with archive.reading() as connection:
        return list(connection.scalars(query))


def latest_page(archive: Archive, url: str) -> Page | None:
    """The page that ``url`` showed when it last answered 200; None if it never did."""
    query = (
        located(("url", "fetched_at"))
        .where(_FETCHES.c.url_key == url_key(url), _FETCHES.c.status == 200)
        .order_by(_FETCHES.c.id.desc())
        .limit(1)
    )
    with archive.reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    part = part_of(row)
    page = read_page(archive.warc_folder, part.record, with_body=part.body)
    return Page(part.url, page.body, part.fetched_at, page.headers, page.status)


def held(archive: Archive, pages: Sequence[Page]) -> list[bool]:
    """For each of ``pages`` whether the archive has read that response: its address, second of fetching and body."""
    wanted = [_response_key(page.url, page.fetched_at, payload_digest(page.body)) for page in pages]
    if not pages:
        return []
    times = [page.fetched_at for page in pages]
    columns = (_FETCHES.c.url, _FETCHES.c.fetched_at, _FETCHES.c.body_digest)
    begin, end = (time.replace(microsecond=0) for time in (min(times), max(times)))
    span = (_FETCHES.c.fetched_at >= begin) & (_FETCHES.c.fetched_at < end + timedelta(seconds=1))
    span &= _FETCHES.c.outcome != UNREAD  # what a crash left in the WARC was never judged
    found = set()
    with archive.reading() as connection:
        for batch in in_batches(sorted({digest for _, _, digest in wanted}), 500):
            query = sa.select(*columns).where(_FETCHES.c.body_digest.in_(batch), span)
            found |= {_response_key(*row) for row in connection.execute(query)}
    return [key in found for key in wanted]


def _response_key(url: str, fetched_at: datetime, digest: str) -> tuple[str, datetime, str]:
    """What a WARC tells of a response: the address in ASCII, the time in whole seconds."""
    return uri(url), fetched_at.astimezone(UTC).replace(microsecond=0), digest
