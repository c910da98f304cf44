"""Which line of a page is its title.

A ``<title>`` holds the title and the names of column and site, parted by ``_ - -- |`` in any order; a page shows the
title alone, but so it shows the site's name. What both agree on is the title: the line of the page that equals a
run of the ``<title>``'s parts. Only where no line agrees is the ``<title>`` cut by rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spiders.body.trim import is_info
from spiders.page.outline import HEADINGS, Block
from zscrawl.text import squash

# 标题_栏目_站名   标题 - 站名   标题--频道--站名   标题｜站名   标题 · 站名   标题 – 站名
_SEPARATOR = re.compile(
    r"\s*(?:_{1,2}|[|｜]|-{2,}|\s[-–—·•]+\s|(?<=[^\sA-Za-z\d])-(?=[^\s\d])|(?<=\S)-(?=[\u4e00-\u9fff][^-]{1,14}$)|—{1,2}(?=[^—]{2,12}$)|-(?=[A-Z]{2,8}\s[\u4e00-\u9fff][^-]{1,12}$))\s*"
)
_MAX_PARTS = 7
_LONGEST_TITLE = 150
_LONGEST_COLUMN, _LONGEST_SITE = 8, 14
"""A title may end like a site's name (成立招商服务中心), but is longer."""
# 标题...   标题…
_CUT_OFF = re.compile(r"(?:\.{2,}|…+)$")
# 标题：项目集中签约
_LABEL = re.compile(r"^(?:文章|信息)?标\s?题\s?[:：]\s*")
# What a part of a <title> looks like that names a site or a column.
_SITE_PART = re.compile(
    r"(?:网|網|報|新聞|网站|在线|论坛|社区|频道|官网|门户|资讯|新闻|客户端|日报|晚报|新闻中心|首页|人民政府|委员会|百科|博客|公众号|电子版|数字报|融媒体?中心|贴吧|知道|局|厅|办公室|协会|学会|集团|公司)$"
    r"|^(?:首页|正文|新闻|要闻|资讯|动态|公告|通知|详情|新闻中心|工作动态)$|\.(?:cn|com|net|org)\b|^https?:"
    r"|[Pp]owered by|[A-Z]{2,}[A-Z .]*$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE_NAME = re.compile(r"title|tit\d?\b|biaoti|headline|subject|\bbt\d?\b", re.I)
_CRUMB = re.compile(r"^(?:首页|当前位置|您的位置|您现在)|[>›»＞→]")
_DATE = re.compile(r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
# Chrome words that pages append to or put before the heading: 标题[复制链接]   原标题：标题
_APPENDED = re.compile(r"\s*(?:\[(?:复制链接|编辑|图|组图|视频)\]|【打印】|\(图\)|（图）)$")


@dataclass(frozen=True, slots=True)
class Title:
    """The title, the block that shows it (None if only the ``<title>`` has it), and how it was found."""

    text: str
    block: Block | None
    how: str


def find_title(title_tag: str, hints: Sequence[str], blocks: Sequence[Block]) -> Title | None:
    """The title of a page from its ``<title>``, what its metas say (``hints``, strongest first) and its blocks."""
    wanted: dict[str, tuple[int, str]] = {}
    for hint in (*hints, title_tag):
        for rank, run in _runs(hint):
            wanted.setdefault(squash(run), (rank, run))
    wanted.pop("", None)
    lone_site = squash(title_tag) if not hints and _is_site(title_tag.strip()) else ""
    agreed = _agreed(wanted, blocks, lone_site)
    if agreed is not None:
        return agreed
    if not lone_site and (begun := _begun(title_tag, hints, blocks)) is not None:
        return begun
    if (inside := _inside(title_tag, blocks)) is not None:
        return inside
    for hint in hints:
        if cleaned := clean_title(hint):
            return Title(cleaned, None, "meta")
    heading = _lone_heading(blocks)
    cleaned = clean_title(title_tag)
    if cleaned and not (heading and _names_column(title_tag, cleaned, heading, blocks)):
        return Title(cleaned, None, "title tag")
    if heading:
        return Title(_LABEL.sub("", heading.text), heading, heading.tag)
    return Title(cleaned, None, "title tag") if cleaned else None


def _runs(title: str) -> list[tuple[int, str]]:
    """Contiguous runs of a title's parts; rank 0 is the whole, prefixes come before inner runs."""
    title = " ".join(title.split())
    found = [match.span() for match in _SEPARATOR.finditer(title)]
    cuts = [(0, 0), *found[: _MAX_PARTS - 1], (len(title), len(title))]
    runs = []
    for i in range(len(cuts) - 1):
        for j in range(i + 1, len(cuts)):
            text = title[cuts[i][1] : cuts[j][0]].strip()
            if len(text) > 1 and len(text) <= _LONGEST_TITLE:
                runs.append((i * 10 + (len(cuts) - 1 - j), text))
    return sorted(runs, key=lambda run: run[0])


def _agreed(wanted: dict[str, tuple[int, str]], blocks: Iterable[Block], lone_site: str) -> Title | None:
    best: tuple[tuple[bool, int, bool, int], Title] | None = None
    lengths = {len(flat) for flat in wanted}
    for block in blocks:
        if not 1 < block.chars <= _LONGEST_TITLE:
            continue
        tag = block.tag
        heading = tag in HEADINGS
        if block.chars not in lengths and not heading:
            continue
        if block.is_linked and not heading:
            continue
        text = _APPENDED.sub("", block.text) if heading else block.text
        found = wanted.get(squash(text))
        if found is None:
            continue
        rank, _ = found
        # A <title> may be the site's name alone, and so may a logo in a heading.
        site_like = (rank > 0 and ((len(text) < 4 and not heading) or _is_site(text))) or (
            rank == 0 and squash(text) == lone_site
        )
        named = heading or _is_title_named(block)
        # A real part of the <title> before a site's name; a prefix before an inner run; a heading before a line.
        key = (site_like, rank, not named, block.index)
        if best is None or key < best[0]:
            best = (key, Title(text, block, f"{tag} + title tag"))
    if best is None or best[0][0]:
        return None
    return best[1]


def _begun(title_tag: str, hints: Sequence[str], blocks: Iterable[Block]) -> Title | None:
    """A heading that the ``<title>`` cuts short (标题前半...), or one that goes on after the title (标题[编辑])."""
    starts = [clean_title(text) for text in (*hints, title_tag)]
    stems = [squash(_CUT_OFF.sub("", start)) for start in starts]
    cut_off = any(_CUT_OFF.search(start) for start in starts)
    for block in blocks:
        if not 3 < block.chars <= _LONGEST_TITLE:
            continue
        heading = block.tag in HEADINGS
        if not (heading or (cut_off and _is_title_named(block))):
            continue
        flat = squash(block.text)
        for start, stem in zip(starts, stems, strict=True):
            if len(stem) < 4 or not flat.startswith(stem) or not (heading or _CUT_OFF.search(start)):
                continue
            if _CUT_OFF.search(start):
                return Title(block.text, block, f"{block.tag} + title tag")
            return Title(start, block, "title tag + heading")
    return None


def _inside(title_tag: str, blocks: Iterable[Block]) -> Title | None:
    """A heading that the ``<title>`` holds among other things.

    One of the first level anywhere in it ((3 条消息) 标题 - 站名); another line that is named as a title at its
    beginning or end (标题【某某吧】_站名, 某县人民政府 要闻 标题).
    """
    whole = squash(title_tag)
    for block in blocks:
        if not 6 <= block.chars <= _LONGEST_TITLE or block.is_linked:
            continue
        tag = block.tag
        named = _is_title_named(block)
        if not (tag in HEADINGS or named):
            continue
        flat = squash(block.text)
        at_edge = named and (whole.startswith(flat) or whole.endswith(flat))
        if not _is_site(block.text) and ((tag == "h1" and flat in whole) or at_edge):
            return Title(block.text, block, f"{tag} + title tag")
    return None


def _names_column(title_tag: str, cleaned: str, heading: Block, blocks: Sequence[Block]) -> bool:
    """Does the ``<title>`` name a column or the site, and the heading, with which nothing in it agrees, the article?

    Several short parts (新闻动态-某某局) are no title where a longer line stands above a date.
    """
    if _is_site(cleaned) or len(cleaned) <= _LONGEST_COLUMN < heading.chars:
        return True
    parts = _SEPARATOR.split(title_tag)
    if len(parts) == 1 or max(map(len, parts)) > min(_LONGEST_SITE, heading.chars - 1):
        return False
    under = blocks[heading.index + 1 : heading.index + 4]
    return any(block.chars <= 120 and _DATE.search(block.text) for block in under)


def _lone_heading(blocks: Sequence[Block]) -> Block | None:
    """The line that could be a title though no ``<title>`` agrees.

    A heading above a line with a date; else the line right above the first line of date and source; else the highest
    heading.
    """
    found: dict[str, Block] = {}
    for block in blocks:
        if not 5 <= block.chars <= 80:  # the cheapest part of `_could_be_title`
            continue
        tag = block.tag
        named = tag in HEADINGS or (tag in ("div", "p", "td", "font", "strong") and _is_title_named(block))
        if not named or not _could_be_title(block):
            continue
        if any(_DATE.search(b.text) for b in blocks[block.index + 1 : block.index + 5] if b.chars < 120):
            return block
        found.setdefault(tag if tag in HEADINGS else "h4", block)
    for block in blocks:
        if 8 <= block.chars <= 90 and _DATE.search(block.text) and is_info(block.text):
            above = (b for b in reversed(blocks[max(0, block.index - 3) : block.index]) if b.chars)
            return next((b for b in above if _could_be_title(b)), None) or _highest(found)
    return _highest(found)


def _could_be_title(block: Block) -> bool:
    if not 5 <= block.chars <= 80 or block.is_linked or _is_site(block.text):
        return False
    return _CRUMB.search(block.text) is None and not is_info(block.text)


def _highest(found: Mapping[str, Block]) -> Block | None:
    return next((found[tag] for tag in ("h1", "h4", "h2", "h3") if tag in found), None)


def _is_title_named(block: Block) -> bool:
    return bool(block.name) and _names_title(block.name)


@lru_cache(maxsize=8192)
def _names_title(name: str) -> bool:
    return _TITLE_NAME.search(name) is not None


def _is_site(text: str) -> bool:
    return len(text) <= _LONGEST_SITE and _SITE_PART.search(text) is not None


def clean_title(title: str) -> str:
    """The title in a ``<title>`` by rule alone: the longest first part, names of sites and columns cut off the end."""
    title = " ".join(title.split())
    cuts = list(_SEPARATOR.finditer(title))
    if cuts:
        head, tail = title[: cuts[0].start()], title[cuts[-1].end() :]
        if _is_site(head) and not _is_site(tail) and len(tail) > max(_LONGEST_COLUMN, len(head)):
            return tail  # 站名 - 栏目 - 标题
    while cuts:
        cut = cuts.pop()
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if not head:
            return tail if len(tail) > 8 else ""
        strong = cut[0].strip() in ("_", "__", "|", "｜", "--") or _SITE_PART.search(tail) is not None
        if len(tail) > 30 or (len(tail) > len(head) and len(head) < 6) or not (strong or len(tail) <= 12):
            break
        title = head
    return title


def site_of(title_tag: str, title: str) -> str | None:
    """The site's name in a ``<title>``: its last part, if it looks like a site's name and is not the title."""
    parts = [part.strip() for part in _SEPARATOR.split(title_tag)][1:]
    for part in reversed(parts):
        if 2 <= len(part) <= 24 and part not in title and _SITE_PART.search(part) and _HAN.search(part):
            return part
    return None
