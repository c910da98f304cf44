"""What kind of page this is: article, list, wall, deleted, blocked or other."""

from __future__ import annotations

import re

from spiders.document import Document
from zscrawl.items import Article, Kind

_BLOCKED_STATUS = frozenset((412, 521, 403, 429, 503))
_BLOCKED = re.compile(r"环境异常|访问过于频繁|请完成(?:安全)?验证|刷新间隔时间小于两秒|页面正在重新载入")
_DELETED = re.compile(r"已被发布者删除|指定的(?:主题|文章|信息)不存在|页面不存在|已被删除")
_WALL = re.compile(r"请先登录后才能|要求阅读权限高于|没有权限访问")


def page_kind(doc: Document) -> Kind | None:
    """The kind that the page's own notice text or status decides, or None if it looks like content."""
    if doc.page.status in (404, 410):
        return "deleted"
    if doc.page.status in _BLOCKED_STATUS:
        return "blocked"
    notice = " ".join(doc.xpath("string(//body)"))[:3000] if len(doc.text) < 30_000 else doc.title_tag
    if len(re.sub(r"\s+", "", notice)) < 400:
        if _BLOCKED.search(notice):
            return "blocked"
        if _DELETED.search(notice):
            return "deleted"
        if _WALL.search(notice):
            return "wall"
    return None


# 項(xiàng)目: machine-made traditional with the reading left in brackets.
_PINYIN_IN_BRACKETS = re.compile(r"[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,7}\)")


def flags_of(doc: Document, article: Article) -> list[str]:
    """Remarks about the page: ``spam_clone`` for machine-made copies with pinyin in brackets."""
    text = f"{article.title or ''}\n{article.body}"
    return ["spam_clone"] if len(_PINYIN_IN_BRACKETS.findall(text)) >= 2 else []
