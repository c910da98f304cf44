"""What a new source is called and where it belongs, as far as its address and its pages say."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from promotion.geography.gazetteer import gazetteer
from zscrawl.errors import ConfigError

NATION = "100000"
LONGEST_NAME = 63
LONGEST_TITLE = 60

# Parts of a host name that tell no site from another.
_COMMON_PARTS = {"www", "m", "wap", "com", "cn", "net", "org"}
# zhaoshang, zsdt: words of a path that name a column; not index.html, list-2-1.html or c1004
_ADCODE = re.compile(r"\d{6}", re.A)
_COLUMN = re.compile(r"[a-z][a-z_-]*", re.I)
_NOT_NAMES = {"index", "html", "htm", "list", "default", "node", "col", "column", "channel", "news", "c"}
# 招商引资 - 某某社区 - Powered by Discuz!
_ADVERTISEMENT = re.compile(r"powered by\b", re.I)
# 招商动态_荆湘投资促进网   招商频道 - 楚湘新闻网
_SEPARATOR = re.compile(r"\s*[_|｜>»—–－]+\s*|\s+-+\s+|\s*--+\s*")


def name_of(url: str, taken: Collection[str] = ()) -> str:
    """A name from an address: ``http://www.example.gov.cn/zsdt/`` → ``example-gov``, or ``example-gov-zsdt`` if that
    is taken already. It may still be taken."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    words = [part for part in host.split(".") if part not in _COMMON_PARTS] or [host]
    short = _plain("-".join(words))
    if short not in taken:
        return short
    path = [
        word for word in parts.path.lower().split("/") if _COLUMN.fullmatch(word) and word not in _NOT_NAMES
    ]
    return _plain("-".join([short, *path[-1:]]))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", name).strip("-")[:LONGEST_NAME].rstrip("-")


def title_of(site: str | None, page_title: str | None) -> str:
    """Site and column for people: ``招商动态_荆湘投资促进网`` → ``荆湘投资促进网 招商动态``.

    Empty if nothing names them.
    """
    parts = [part.strip() for part in _SEPARATOR.split(page_title or "")]
    parts = [part for part in parts if not _ADVERTISEMENT.search(part)]
    words = [word for word in dict.fromkeys([site or "", *reversed(parts)]) if word]
    title = " ".join("".join(c if c.isprintable() else " " for c in " ".join(words)).split())
    return title[:LONGEST_TITLE].strip()


def region_named(text: str) -> str:
    """The adcode of ``text``, which is one already or the name of a place. Raises ConfigError with the choices."""
    text = text.strip()
    if _ADCODE.fullmatch(text):
        return text
    if text in ("全国", "中国"):
        return NATION
    found = {place.adcode: place for place in gazetteer().named(text) if place.level != "zone"}
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise ConfigError(
            f"no place is called '{text}'; write its full name or a six-digit adcode such as 420000"
        )
    provinces = gazetteer().by_code
    choices = ", ".join(f"{code} ({provinces[place.province].name})" for code, place in sorted(found.items()))
    raise ConfigError(f"several places are called '{text}'; write the adcode: {choices}")


def region_of(text: str) -> str | None:
    """The adcode of the one place that ``text`` names, the smallest where they lie in each other; None if unclear."""
    hits = [hit.divisions for hit in gazetteer().scan(text)]
    inmost = {
        place.adcode
        for places in hits
        for place in places
        if all(any(place.within(other) for other in others) for others in hits)
    }
    return inmost.pop() if len(inmost) == 1 else None
