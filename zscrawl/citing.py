"""Citations of archived articles: GB/T 7714-2015 and BibTeX, each with the time of archiving and the original address.

GB/T 7714-2015, 8.1 and 4.6: 主要责任者. 题名[文献类型标识/文献载体标识]. (更新日期)[引用日期]. 获取和访问路径.
News is ``N``, other pages ``EB``, online ``OL``.
"""

from __future__ import annotations

import re

from archive import StoredArticle
from zscrawl.items import CST

_NEWS_FAMILIES = {"epaper", "people", "cjyun", "portal"}
_MOST_AUTHORS = 3
"""GB/T 7714-2015, 8.1.2: of more than three authors the first three are named, then 等."""


def gbt7714(stored: StoredArticle) -> str:
    """One line as GB/T 7714-2015 wants it; uid, version and time of archiving stand at the end."""
    article = stored.article
    names = article.authors[:_MOST_AUTHORS] or [article.origin or article.site or "佚名"]
    responsible = ", ".join(names) + (", 等" if len(article.authors) > _MOST_AUTHORS else "")
    kind = "N/OL" if article.family in _NEWS_FAMILIES else "EB/OL"
    host = article.origin or article.site
    container = f" {host}," if host and article.authors else ""
    published = f"{article.published_at:%Y-%m-%d}" if article.published_at else "日期不详"
    return (
        f"{responsible}. {article.title or '无题'}[{kind}].{container} ({published})[{_day(stored)}]. "
        f"{article.canonical_url}. zscrawl:{stored.uid}/v{stored.version}, 存档于 {_archived(stored)}."
    )


def bibtex(stored: StoredArticle) -> str:
    """A ``@online`` entry of biblatex, keyed by the uid; braces keep titles as printed."""
    article = stored.article
    fields = {
        "author": " and ".join(f"{{{_plain(name)}}}" for name in article.authors),
        "title": f"{{{_plain(article.title or '')}}}",
        "date": f"{article.published_at:%Y-%m-%d}" if article.published_at else "",
        "organization": f"{{{_plain(article.origin or article.site or '')}}}",
        "url": article.canonical_url,
        "urldate": _day(stored),
        "note": f"archived {_archived(stored)}, version {stored.version}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value.strip("{}")]
    return "\n".join([f"@online{{{stored.uid},", *lines, "}"])


def _archived(stored: StoredArticle) -> str:
    """When this version was first archived."""
    return stored.changed_at.astimezone(CST).isoformat(timespec="seconds")


def _day(stored: StoredArticle) -> str:
    return f"{stored.last_fetched_at.astimezone(CST):%Y-%m-%d}"


def _plain(text: str) -> str:
    """Text that cannot end or open a group of BibTeX."""
    return re.sub(r"[{}\\]", "", text)
