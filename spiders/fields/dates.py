"""When a page says it was published: which of the dates it prints, and what it means.

`find_moment` reads the first date in a short text, `parse_moment` a text that should be nothing but a date (a meta's
content), `moment_from_url` the date in an address, `moment_from_epoch` a Unix time. The forms are in
`spiders.fields.date_forms`. All times are +08:00, the country's one zone. The plausibility window comes last: a
result must lie between 1990 and one day after the page's clock, else it is no publishing date.

dateparser is asked only where this grammar finds nothing: on common Chinese forms it errs (``08-15 10:20`` is read
as 2008, ``2013 年 6 月`` as the year 13).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import unquote

from spiders.fields.date_forms import ABSOLUTE, PRINTED, RELATIVE, WEAK, Form
from spiders.fields.date_numbers import CN_DIGIT, Moment, from_epoch
from zscrawl.items import CST

__all__ = [
    "EARLIEST",
    "Moment",
    "find_absolute",
    "find_moment",
    "find_printed",
    "moment_from_epoch",
    "moment_from_url",
    "parse_moment",
    "plausible",
]

EARLIEST = datetime(1990, 1, 1, tzinfo=CST)
"""No page is older; the first Chinese web server went up in 1994, digitised newspapers reach back a little further."""
_GRACE = timedelta(days=1)
_LONGEST = 4000
"""Characters of a text that are searched."""

_LANGUAGES = ("zh", "en")
"""What dateparser tries; left to itself it loads its 200 languages one by one, which takes seconds."""

# Mon May 20 08:30:00 CST 2024: how Java prints a date; elsewhere CST is the centre of the United States
_CHINA_TIME = re.compile(r"\bCST\b")
_WIDE = str.maketrans("０１２３４５６７８９：／－．　", "0123456789:/-. ")
# What every form that says the year has: 2024, ２０２４, 二〇二四, 民国
_ANY_YEAR = re.compile(rf"(?:[1１][9９]|[2２][0０])\d\d|[{CN_DIGIT}]{{4}}|民[国國]")
_ANY_DATE_SIGN = re.compile(r"[\d一二三四五六七八九十半两]|刚|剛|昨|今|前天|now|ago|day", re.I)


def find_moment(text: str, clock: datetime) -> Moment | None:
    """The first date in ``text``, read on a page fetched at ``clock``; None if there is none that is plausible.

    A date with its year wins over a later relative one and over forms that other numbers can look like.
    """
    if not _ANY_DATE_SIGN.search(text):
        return None
    text = text[:_LONGEST].translate(_WIDE)
    absolute = ABSOLUTE if _ANY_YEAR.search(text) else ()
    if moment := _leftmost((*absolute, *RELATIVE), text, clock):
        return moment
    for form in WEAK:
        if moment := _leftmost((form,), text, clock):
            return moment
    return None


def find_printed(text: str, clock: datetime) -> Moment | None:
    """The date in a line of page furniture: with its year, or relative, or ``08-15 10:20``; no bare numbers.

    A line may hold other numbers (views, the length of a video), so a form that they can look like is not read.
    """
    if not _ANY_DATE_SIGN.search(text):
        return None
    text = text[:_LONGEST].translate(_WIDE)
    absolute = ABSOLUTE if _ANY_YEAR.search(text) else ()
    if moment := _leftmost((*absolute, *(RELATIVE if len(text) <= 40 else ())), text, clock):
        return moment
    moment = _leftmost(PRINTED, text, clock)
    return moment if moment and moment.precision != "day" else None


def find_absolute(text: str, clock: datetime) -> Moment | None:
    """The first date in running text that says its year; 昨天 in a story is not the page's date."""
    text = text[:_LONGEST]
    return _leftmost(ABSOLUTE, text.translate(_WIDE), clock) if _ANY_YEAR.search(text) else None


def parse_moment(text: str, clock: datetime) -> Moment | None:
    """Read a text that should be a date and nothing else; dateparser is asked last."""
    if (moment := find_moment(text, clock)) is not None:
        return moment
    if not text or len(text) > 60 or not any(c.isdigit() for c in text):
        return None
    import dateparser  # 0.3 s to load, and hardly ever needed

    at = dateparser.parse(
        _CHINA_TIME.sub("", text),
        languages=_LANGUAGES,
        settings={
            "TIMEZONE": "Asia/Shanghai",
            "RETURN_AS_TIMEZONE_AWARE": True,
            "RELATIVE_BASE": clock.replace(tzinfo=None),
            "PREFER_DATES_FROM": "past",
            "REQUIRE_PARTS": ["year", "month", "day"],
        },
    )
    if at is None:
        return None
    at = at.astimezone(CST)
    moment = Moment(at.replace(microsecond=0), "minute" if (at.hour, at.minute) != (0, 0) else "day")
    return moment if plausible(moment.at, clock) else None


def _leftmost(forms: tuple[Form, ...], text: str, clock: datetime) -> Moment | None:
    """The plausible date that begins first in ``text``; where two begin together, the one of the earlier form."""
    best: tuple[int, Moment] | None = None
    for pattern, read in forms:
        for match in pattern.finditer(text):
            if best is not None and match.start() >= best[0]:
                break
            moment = read(match, clock)
            if moment and plausible(moment.at, clock):
                best = (match.start(), moment)
                break
    return best[1] if best else None


def plausible(at: datetime, clock: datetime) -> bool:
    """Is ``at`` between 1990 and one day after the page's clock?"""
    return EARLIEST <= at <= clock + _GRACE


def moment_from_epoch(value: str | int, clock: datetime) -> Moment | None:
    """A Unix time in seconds or milliseconds."""
    try:
        moment = from_epoch(int(value))
    except ValueError:
        return None
    return moment if moment and plausible(moment.at, clock) else None


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
# What all of these have; most addresses have not.
_DATED_PATH = re.compile(r"(?:19|20)\d\d|/[0-3]\d{5}/")
# The surest first.
_URL_FORMS = (
    # /202007/202007300905139132.html: the id begins with the second of publishing
    re.compile(
        rf"(?<!\d){_YEAR}{_MONTH}{_DAY}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)\d{{0,6}}(?!\d)"
    ),
    # /2017-10/13/   /2024/05/20/   /2024-05-20/   /2024/0520/   /202302/11/   t20190918_   /20240510/
    re.compile(rf"(?<!\d){_YEAR}[-/_.]?{_MONTH}[-/_.]?{_DAY}(?!\d)"),
    # /2016/11/2/   /2024-5-7/, not /2024/10/5g-news.html
    re.compile(
        rf"(?<!\d){_YEAR}[-/](?P<month>[1-9]|0[1-9]|1[0-2])[-/](?P<day>[1-9]|0[1-9]|[12]\d|3[01])(?![\da-zA-Z])"
    ),
    # /a/240520/: two digits of a year are only read between slashes
    re.compile(rf"/(?P<year>[0-3]\d){_MONTH}{_DAY}/"),
)


def moment_from_url(url: str, clock: datetime) -> Moment | None:
    """The date in the path of an address, to the day or, where the id holds it, to the second."""
    path = unquote(url.split("?", 1)[0].split("#", 1)[0].partition("://")[2] or url)
    path = path[path.find("/") :] if "/" in path else ""
    for pattern in _URL_FORMS if _DATED_PATH.search(path) else ():
        for match in reversed(list(pattern.finditer(path))):  # the one nearest to the page's own name
            parts = {name: int(value) for name, value in match.groupdict().items()}
            if parts["year"] < 100:
                parts["year"] += 2000
            try:
                at = datetime(**parts, tzinfo=CST)  # type: ignore[arg-type]
            except ValueError:
                continue
            if plausible(at, clock):
                return Moment(at, "second" if "second" in parts else "day")
    return None
