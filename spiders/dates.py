"""When a page says it was published: a grammar of the forms that Chinese pages print.

`find_moment` reads the first date in a piece of text; `moment_from_url` the date in an address;
`moment_from_epoch` a Unix time in a script. All times are +08:00 (the country's one zone). The result must lie
between 1990 and one day after the page's clock: what is outside is not a publishing date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from zscrawl.items import CST, Precision

EARLIEST = datetime(1990, 1, 1, tzinfo=CST)
"""No Chinese page is older: the country's first web server went up in 1994, digitised newspapers reach back a little."""
_GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time (+08:00) and how precisely the page gives it."""

    at: datetime
    precision: Precision


_DIGITS = str.maketrans("０１２３４５６７８９：／－．", "0123456789:/-.")
_GAP = r"[\s\u00a0\u3000]*"
_WEEKDAY = rf"(?:{_GAP}[(（\[]?(?:星期|周|礼拜)[一二三四五六日天][)）\]]?)?"
_NOON = r"(?P<noon>上午|下午|晚上|中午|凌晨|早上|AM|PM|am|pm)?"
# 23:20:45   23：20   8时30分   8点
_CLOCK = r"(?P<hour>\d{1,2})\s?(?:[:：]|[时時点點](?=\D|\d{1,2}分|$))\s?(?:(?P<minute>\d{1,2})(?:\s?[:：分]\s?(?:(?P<second>\d{1,2})秒?)?)?)?"
_TIME = rf"(?:{_WEEKDAY}{_GAP}[T,，|]?{_GAP}{_NOON}{_GAP}{_CLOCK})?"

# 2024-04-05 23:20:45   2024年4月5日08:10   2024/4/5   2024.04.05 8:00   2024-04-05T08:00:00+08:00
_FULL = re.compile(
    rf"(?<![\d.])(?P<year>(?:19|20)\d\d)\s?(?:[-/.]|年|--)\s?(?P<month>\d{{1,2}})\s?(?:[-/.]|月)\s?(?P<day>\d{{1,2}})(?!\d(?!\d:))\s?[日号]?{_TIME}"
)


def _build(match: re.Match[str], clock: datetime) -> Moment | None:
    groups = match.groupdict()
    hour, minute, second = (groups.get(name) for name in ("hour", "minute", "second"))
    precision: Precision = "day"
    h = 0
    if hour is not None:
        h = int(hour)
        if groups.get("noon") in ("下午", "晚上", "PM", "pm") and h < 12:
            h += 12
        precision = "second" if second else "minute"
    try:
        at = datetime(
            int(groups["year"]),
            int(groups["month"]),
            int(groups["day"]),
            h,
            int(minute or 0),
            int(second or 0),
            tzinfo=CST,
        )
    except ValueError:
        return None
    return Moment(at, precision)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], Moment | None]], ...] = (
    (_FULL, _build),
)


def find_moment(text: str, clock: datetime) -> Moment | None:
    """The first date in ``text``, read on a page fetched at ``clock``; None if there is none that is plausible."""
    text = text.translate(_DIGITS)[:4000]
    for pattern, build in _FORMS:
        for match in pattern.finditer(text):
            moment = build(match, clock)
            if moment and plausible(moment.at, clock):
                return moment
    return None


def plausible(at: datetime, clock: datetime) -> bool:
    """Is ``at`` between 1990 and one day after the page's clock?"""
    return EARLIEST <= at <= clock + _GRACE


def moment_from_epoch(value: str | int, clock: datetime) -> Moment | None:
    """A Unix time in seconds or milliseconds."""
    try:
        number = int(value)
        at = datetime.fromtimestamp(number / 1000 if number > 10**11 else number, CST)
    except (ValueError, OverflowError, OSError):
        return None
    return Moment(at.replace(microsecond=0), "second") if plausible(at, clock) else None


# /2017-10/13/   /202302/11/   t20190918_   /20240510/   /2024/0510/   202007300905139132.html
_URL_FORMS = (
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)\d{0,6}(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/_]?(?P<month>\d\d?)[-/_]?(?P<day>\d\d)(?!\d)"),
)


def moment_from_url(url: str, clock: datetime) -> Moment | None:
    """The date in the path of an address."""
    path = url.split("?", 1)[0]
    for pattern in _URL_FORMS:
        for match in pattern.finditer(path):
            moment = _build(match, clock)
            if moment and plausible(moment.at, clock):
                return moment
    return None
