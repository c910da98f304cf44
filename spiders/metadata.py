"""Title, date, origin, people, section, site and script of any page, from what pages of all families share.

`fill` puts into a draft whatever is still missing, strongest evidence first: the site's own selectors, metas,
JSON-LD, hint ids, visible labels, the address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from spiders.dates import find_moment, moment_from_url
from spiders.document import text_of
from spiders.draft import Draft

_TITLE_METAS = ("articletitle", "og:title", "twitter:title")
_DATE_METAS = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:release_date",
    "firstpublishedtime",
    "datepublished",
)
_ORIGIN_METAS = ("contentsource", "source", "mediaid")
_SUFFIX = re.compile(r"\s*(?:[_|｜]|-{1,2}|—)\s*[^_|｜—-]{1,30}$")
_ORIGIN_LABEL = re.compile(r"(?:文章来源|信息来源|稿件来源|稿源|来源|來源)\s*[:：]\s*([^\s|｜<>]{2,30})")


def fill(draft: Draft, options: Mapping[str, str] | None = None) -> None:
    """Fill the shared fields that are still empty."""
    doc, metas = draft.doc, draft.doc.metas
    for name in _TITLE_METAS:
        draft.put("title", clean_title(metas.get(name, "")), f"meta:{name}")
    for heading in doc.xpath("//h1")[:5]:
        draft.put("title", text_of(heading), "h1")
    draft.put("title", clean_title(doc.title_tag), "title tag")
    for name in _DATE_METAS:
        if name in metas:
            draft.put_moment(find_moment(metas[name], doc.clock), f"meta:{name}")
    if not draft.has("published_at"):
        draft.put_moment(find_moment(text_of(doc.tree), doc.clock), "text")
    draft.put_moment(moment_from_url(doc.url, doc.clock), "url")
    for name in _ORIGIN_METAS:
        draft.put("origin", metas.get(name), f"meta:{name}")


def clean_title(title: str) -> str:
    """Drop the site's name from the end of a ``<title>`` (``标题_栏目_站名``)."""
    title = " ".join(title.split())
    while (found := _SUFFIX.search(title)) and found.start() >= 6:
        title = title[: found.start()]
    return title


def find_origin(text: str) -> str | None:
    """What a 来源 label in visible text names."""
    found = _ORIGIN_LABEL.search(text)
    return found[1] if found else None
