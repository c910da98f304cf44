"""Which of the dates on a page is that of its publishing.

A page has dates in its metas, in JSON-LD, under its title, in its address, in scripts, and others that mean something
else: the day of a decree, of a change, of the visit. The strongest evidence is taken that is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from lxml.html import HtmlElement

from spiders.draft import Draft
from spiders.fields.dates import (
    Moment,
    find_absolute,
    find_moment,
    find_printed,
    moment_from_url,
    parse_moment,
)
from spiders.fields.structured import Structured, script_date, written_date
from spiders.page.attributes import TITLE
from spiders.page.document import XPath, text_of
from spiders.page.embedded import text_areas

# Names that publishers, aggregators and Chinese content systems use, the most telling first. Maketime and others
# (页面生成时间) are left out: they say when the page was generated.
_DATE_METAS = (
    "pubdate", "publishdate", "article:published_time", "og:published_time", "og:release_date", "datepublished",
    "firstpublishedtime", "publishtime", "publish_time", "published", "publish-date", "apub:time",
    "weibo: article:create_at", "og:time", "release_date", "dc.date", "dcterms.created", "date", "createdate",
    "_pubtime",
)  # fmt: skip
_UPDATE_METAS = (
    "article:modified_time",
    "dateupdate",
    "datemodified",
    "lastmodified",
    "og:updated_time",
    "last-modified",
)
_TIMES = XPath("//time[@datetime]")
# 发布时间：   发布日期   时间:
_DATE_LABEL = re.compile(r"(?:发布|发表|发文|上传|录入|刊发|時間|时间|日期)\s*(?:时间|日期|于)?\s*[:：]")
# 今天是2024年5月20日: the clock in a page's head. 截至, 成文日期: other days.
_NOT_PUBLISHED = re.compile(
    r"今天是|今天日期|现在是|今日是|农历|截[止至]|成文日期|更新[于於]|最[后後]更新|生成时间|失效|报名"
)
# 更新时间：2022-05-08 09:00   成文日期：2022年5月6日: a date of another kind, with its label, in a line of several
_OTHER_DATE = re.compile(
    r"(?:(?:最[后後近])?(?:更新|修改)|成文|生成|失效|截止)(?:[时時][间間]|日期|[于於])?\s*[:：]?\s*"
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
# 2024年5月20日 星期一 天气：晴: the clock in a page's head, without 今天是
_CALENDAR = re.compile(r"(?:星期|周)[一二三四五六日天]|天气|欢迎")
_LABELLED = "label:发布时间"
_LONGEST_TIME = 40
_MOST_INLINE = 12
# 3 天前   昨天 16:25   半小时前
_RELATIVE = re.compile(r"前|昨|今|刚|ago")
_ZONE = timedelta(hours=8)
_APART = timedelta(days=3)
"""A date without label that differs so much from the address's own date belongs to something else on the page."""


def fill_moment(
    draft: Draft,
    linked: Structured,
    hint: HtmlElement | None,
    before: Sequence[str],
    after: Sequence[str],
    elements: Sequence[HtmlElement] = (),
) -> None:
    """Fill ``published_at`` if it is empty.

    ``hint`` is the element that the template names as the time of publishing, ``before`` are the lines between title
    and body (held by ``elements``), ``after`` those at and after the body's end.
    """
    if draft.has("published_at"):
        return
    shown = _titled_moment(elements, draft.clock) or _shown_moment(before, draft)
    for moment, how in _moments(draft, linked, hint, after, shown):
        if moment is None:
            continue
        better = (
            shown[0]
            if shown and moment.precision == "day" and shown[0].at.date() == moment.at.date()
            else None
        )
        if (better and better.precision != "day") or (shown and _is_local_time_with_z(moment, shown[0])):
            moment, how = shown
        draft.put_moment(moment, how)
        return


def _moments(
    draft: Draft,
    linked: Structured,
    hint: HtmlElement | None,
    after: Sequence[str],
    shown: tuple[Moment, str] | None,
) -> Iterator[tuple[Moment | None, str]]:
    doc, clock = draft.doc, draft.clock
    if hint is not None:
        yield parse_moment(text_of(hint), clock), f"#{hint.get('id')}"
    for name in _DATE_METAS:
        if name in doc.metas:
            yield _midnight_is_a_day(parse_moment(doc.metas[name], clock)), f"meta:{name}"
    if linked.published:
        yield _midnight_is_a_day(parse_moment(linked.published, clock)), "json-ld"
    from_url = moment_from_url(doc.url, clock)
    if shown and not (from_url and shown[1] != _LABELLED and abs(shown[0].at - from_url.at) > _APART):
        yield shown
    for node in _TIMES(doc.tree)[:3]:
        yield parse_moment(node.get("datetime"), clock), "time"
    yield from_url, "url"
    for line in after:
        if _DATE_LABEL.search(line) and not _NOT_PUBLISHED.search(line):
            yield find_absolute(line, clock), "line after the body"
    yield find_moment(script_date(doc) or "", clock), "script"
    yield find_moment(written_date(doc) or "", clock), "script"
    for name, text in text_areas(doc).items():
        if name.endswith("time"):
            yield find_moment(text[:_LONGEST_TIME], clock), "textarea"
    for name in _UPDATE_METAS:
        if name in doc.metas:
            yield parse_moment(doc.metas[name], clock), f"meta:{name}"
    yield find_moment(script_date(doc, created=True) or "", clock), "script"
    for block in doc.blocks:
        text = block.text
        if 6 <= block.chars <= 80 and not (_NOT_PUBLISHED.search(text) or _CALENDAR.search(text)):
            yield find_absolute(text, clock), "text"


def _shown_moment(lines: Sequence[str], draft: Draft) -> tuple[Moment, str] | None:
    """The date printed between title and body: a labelled one before a bare one."""
    bare: tuple[Moment, str] | None = None
    for line in lines:
        line = _OTHER_DATE.sub(" ", line)
        if _NOT_PUBLISHED.search(line):
            continue
        label = _DATE_LABEL.search(line)
        line = line.replace("\t", " ")
        moment = find_moment(line[label.end() :], draft.clock) if label else find_printed(line, draft.clock)
        if moment and label:
            return moment, _LABELLED
        if moment and bare is None:
            bare = moment, "line under the title"
    return bare


def _titled_moment(elements: Sequence[HtmlElement], clock: datetime) -> tuple[Moment, str] | None:
    """The date that the title of a relative one gives: ``<span title="2024-5-20 16:25">3 天前</span>``."""
    for element in elements:
        for node in islice(element.iter("span", "em", "time", "abbr"), _MOST_INLINE):
            title = node.get(TITLE)
            if not title or len(title) > _LONGEST_TIME or not _RELATIVE.search(text_of(node)[:_LONGEST_TIME]):
                continue
            if moment := find_absolute(title, clock):
                return moment, "title of the date"
    return None


def _is_local_time_with_z(moment: Moment, shown: Moment) -> bool:
    """Does a machine's date give the clock time that the page shows as one of Greenwich? The zone is wrong then."""
    printed_clock = shown.precision in ("minute", "second")
    return printed_clock and timedelta(0) <= moment.at - shown.at - _ZONE < timedelta(minutes=1)


def _midnight_is_a_day(moment: Moment | None) -> Moment | None:
    """Metas pad a day with 00:00:00."""
    if (
        moment
        and moment.precision in ("minute", "second")
        and (moment.at.hour, moment.at.minute, moment.at.second) == (0, 0, 0)
    ):
        return Moment(moment.at, "day")
    return moment
