"""The parts of a ``<title>``: the article's title, and the names of column and site that stand around it."""

from __future__ import annotations

import re

# 标题_栏目_站名   标题 - 站名   标题--频道--站名   标题｜站名   标题 · 站名   标题 – 站名   标题 >> 栏目   标题 « 站名
_SEPARATOR = re.compile(
    r"\s*(?:_{1,2}|[|｜«»]|>{2}|-{2,}|\s[-–—·•/~～]+\s|(?<=[^\sA-Za-z\d])-(?=[^\s\d])|(?<=\S)-(?=[\u4e00-\u9fff][^-]{1,14}$)|—{1,2}(?=[^—]{2,12}$)|-(?=[A-Z]{2,8}\s[\u4e00-\u9fff][^-]{1,12}$))\s*"
)
_MAX_PARTS = 7
LONGEST_TITLE = 150
LONGEST_COLUMN, LONGEST_SITE = 8, 14
"""A title may end like a site's name (成立招商服务中心), but is longer."""
_LEAST_TITLE = 6
"""Characters of a title that stands behind a site's name, or before one without a mark between them."""
# What a part of a <title> looks like that names a site, a column or a kind of page.
_SITE_PART = re.compile(
    r"(?:网|網|報|新聞|网站|在线|论坛|社区|频道|官网|门户|资讯|新闻|客户端|日报|晚报|新闻中心|首页|人民政府|委员会|百科|博客|公众号|电子版|数字报|融媒体?中心|贴吧|知道|局|厅|办公室|协会|学会|集团|公司)$"
    r"|^(?:首页|正文|新闻|要闻|资讯|动态|公告|通知|新闻中心|工作动态)$|\.(?:cn|com|net|org)\b|^https?:"
    r"|^(?:新闻|文章|信息|内容|资讯|公告|通知|动态|详细)?(?:详情|正文|内容|详细)页?面?$"
    r"|[Pp]owered by|[A-Z]{2,}[A-Z .]*$"
)
# 标题 某市新闻网   标题：某市新闻网: what parts the site from the title is also a title's own
_SITE_BEHIND = re.compile(
    r"(?:\s|[:：~～])(?P<site>\S{3,14}(?:网|网站|在线|论坛|频道|日报|晚报|门户|客户端|人民政府))$"
)
# 【标题】
_IN_BRACKETS = re.compile(r"【([^【】]{6,})】")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def runs(title: str) -> list[tuple[int, str]]:
    """Contiguous runs of a title's parts; rank 0 is the whole, prefixes come before inner runs."""
    title = " ".join(title.split())
    found = [match.span() for match in _SEPARATOR.finditer(title)]
    cuts = [(0, 0), *found[: _MAX_PARTS - 1], (len(title), len(title))]
    ranked = []
    for i in range(len(cuts) - 1):
        for j in range(i + 1, len(cuts)):
            text = title[cuts[i][1] : cuts[j][0]].strip()
            if len(text) > 1 and len(text) <= LONGEST_TITLE:
                ranked.append((i * 10 + (len(cuts) - 1 - j), text))
    return sorted(ranked, key=lambda run: run[0])


def split(title: str) -> list[str]:
    """The parts of a title."""
    return _SEPARATOR.split(title)


def is_site(text: str) -> bool:
    """Is this the name of a site, a column or a kind of page?"""
    return len(text) <= LONGEST_SITE and _SITE_PART.search(text) is not None


def clean_title(title: str) -> str:
    """The title in a ``<title>`` by rule alone: the longest first part, names of sites and columns cut off the end."""
    title = " ".join(title.split())
    cuts = list(_SEPARATOR.finditer(title))
    if cuts:
        head, tail = title[: cuts[0].start()], title[cuts[-1].end() :]
        if is_site(head) and not is_site(tail) and len(tail) >= max(_LEAST_TITLE, len(head)):
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
    behind = _SITE_BEHIND.search(title)
    title = title[: behind.start()] if behind and behind.start() >= _LEAST_TITLE else title
    bracketed = _IN_BRACKETS.fullmatch(title)
    return bracketed[1] if bracketed else title


def site_of(title_tag: str, title: str) -> str | None:
    """The site's name in a ``<title>``: its last part, if it looks like a site's name and is not the title."""
    parts = [part.strip() for part in split(title_tag)][1:]
    for part in reversed(parts):
        if 2 <= len(part) <= 24 and part not in title and _SITE_PART.search(part) and _HAN.search(part):
            return part
    return None
