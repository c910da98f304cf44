"""WeChat articles (mp.weixin.qq.com); Toutiao and 百家号 pages are passed on to `spiders.toutiao`.

What a browser shows is made by script: the time stands only in script variables, the body is served hidden until a
script has run, images have ``data-src``, and for the newer kinds of post (``item_show_type`` 8 pictures, 10 text) the
text itself is in a script object, written as ``JsDecode('…\\x0a…')``. Account names are the origin, unless the text
ends with a credit line that names another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from spiders import generic, toutiao
from spiders.credits import cut_after_article, read_credits
from spiders.dates import Moment, find_moment, moment_from_epoch
from spiders.document import Document, text_of
from spiders.draft import Draft
from spiders.fragment import Body, looks_like_markup, read_fragment, read_markup
from spiders.urls import register
from zscrawl.items import Article, Image, Kind

NAME = "wechat"
SITE = "微信公众平台"

_HOST = "mp.weixin.qq.com"
_MARKS = re.compile(r"\b(?:var\s+|window\.)msg_title\s*=|id=\"js_content\"[^>]{0,200}|window\.cgiDataNew\s*=")
_PICTURES, _TEXT = "8", "10"

_QUOTED = r"(?P<quote>['\"])(?P<value>(?:(?!(?P=quote))[^\\\n]|\\.){0,200000})(?P=quote)"
_ITEM_TYPE = re.compile(r"\bitem_show_type\s*[=:]\s*['\"](\d{1,2})['\"]")
# var ct = "1581517074"   ori_create_time: '1590487813' * 1   var oriCreateTime = '1590487813'
_EPOCHS = (
    re.compile(r"\bct\s*=\s*['\"](1\d{9})['\"]"),
    re.compile(r"\b(?:oriCreateTime|ori_create_time|ori_send_time|createTimestamp|create_time)\s*[=:]\s*['\"](1\d{9})['\"]"),
)
# var createTime = '2025-11-10 12:00'   create_time: JsDecode('2020-05-26 18:10')   var publish_time = "2018-03-19"
_WRITTEN = re.compile(r"\b(?:createTime|create_time|publish_time)\s*[=:]\s*(?:JsDecode\()?['\"]((?:19|20)\d\d-[\d: -]{4,16})['\"]")
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)", re.S)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}
_PICTURE_LIST = re.compile(r"\bpicture_page_info_list\s*:\s*\[")
_PICTURE_TOKEN = re.compile(r"[{}\[\]]|\bcdn_url\s*:\s*(?:JsDecode\()?'([^'\n]{0,2000})'")
_KEPT_KEYS = ("__biz", "mid", "idx")

_DELETED = re.compile(
    r"该内容已被发布者删除|此内容(?:因违规|发送失败)|内容已被.{0,6}删除|涉嫌违反|此[账帐]号已|该公众号已(?:迁移|被)|已停止访问该网页|链接已过期"
)
_BLOCKED = re.compile(r"环境异常|完成验证后即可继续访问|访问过于频繁|操作频繁|请在微信客户端打开链接|参数错误")
_SHORT = 600  # characters: a notice page prints less

_DROP = (
    "#js_pc_qr_code", "#js_profile_qrcode", ".js_uneditable", "#js_top_profile", "mp-common-profile", "mp-style-type",
    "mpvoice", "qqmusic", ".rich_media_tool", "#js_tags", ".original_area_primary",
)  # fmt: skip


@register
def _one_address(url: str) -> str:
    """Long addresses are told apart by account, message and place in it; the rest is tracking."""
    parts = urlsplit(url)
    if parts.hostname != _HOST or not parts.query:
        return url
    query = parse_qs(parts.query)
    kept = [(key, query[key][0]) for key in _KEPT_KEYS if key in query]
    return urlunsplit(parts._replace(query=urlencode(kept))) if len(kept) == len(_KEPT_KEYS) else url


def recognises(doc: Document) -> bool:
    """WeChat's host or script variables; or a Toutiao or 百家号 page."""
    host = urlsplit(doc.url).hostname if doc.url else None
    return host == _HOST or bool(_MARKS.search(doc.text)) or toutiao.recognises(doc)


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read one post of any kind."""
    draft = Draft(doc, NAME)
    if toutiao.recognises(doc):
        return toutiao.read(draft, options)
    body = _body(doc)
    if not body.text and not body.images:
        kind = _notice(doc)
        if kind:
            draft.article.kind = kind
            return draft.article
    _title(draft, body)
    draft.put_moment(_moment(doc), "script")
    account = _first(doc, "#js_name", "#post-user") or _variable(doc, "nickname") or _field(doc, "nick_name")
    author = _first(doc, "#js_author_name") or _variable(doc, "author") or doc.metas.get("author")
    if author and author != account:
        draft.put("authors", [author], "#js_author_name")
    draft.put_read_body(Body(cut_after_article(body.text), body.images, body.attachments), "js_content")
    credits = read_credits(draft.article.body)
    draft.put("origin", credits.origin, "credit line")
    draft.put("origin", account, "#js_name")
    draft.put("authors", credits.authors, "credit line")
    draft.put("editors", credits.editors, "credit line")
    draft.put("site", SITE, "host")
    return generic.finish(draft, options)


def _title(draft: Draft, body: Body) -> None:
    doc = draft.doc
    draft.put("title", _first(doc, "#activity-name"), "#activity-name")
    for how, title in (
        ("script", _variable(doc, "msg_title") or _field(doc, "title")),
        ("meta:og:title", doc.metas.get("og:title")),
        ("body", body.text),
    ):
        # A text post has no title of its own: its script repeats the whole text. The first line stands for it.
        first_line = (title or "").replace("\\n", "\n").strip().split("\n")[0]
        draft.put("title", " ".join(first_line.split()), how)


def _moment(doc: Document) -> Moment | None:
    for epoch in _EPOCHS:
        if (found := epoch.search(doc.text)) and (moment := moment_from_epoch(found[1], doc.clock)):
            return moment
    if (found := _WRITTEN.search(doc.text)) and (moment := find_moment(found[1], doc.clock)):
        return moment
    return find_moment(_first(doc, "#publish_time", "#post-date") or "", doc.clock)


def _body(doc: Document) -> Body:
    found = _ITEM_TYPE.search(doc.text)
    item_type = found[1] if found else ""
    element = doc.by_id("js_content")
    if element is not None and item_type not in (_PICTURES, _TEXT):
        read = read_fragment(element, doc.base_url, drop=_DROP)
        if read.text or read.images:
            return read
    text = _field(doc, "content_noencode") or _field(doc, "content") or _field(doc, "desc") or ""
    images = tuple(_pictures(doc)) if item_type == _PICTURES else ()
    if looks_like_markup(text):
        read = read_markup(text, doc.base_url)
        return Body(read.text, images or read.images, read.attachments)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return Body("\n".join(line for line in lines if line), images)


def _notice(doc: Document) -> Kind | None:
    shown = " ".join(text_of(body) for body in doc.xpath("//body")[:1])
    if len(shown) < _SHORT and _DELETED.search(shown):
        return "deleted"
    if len(shown) < _SHORT and _BLOCKED.search(shown):
        return "blocked"
    return None


def _pictures(doc: Document) -> Iterator[Image]:
    """Addresses in ``picture_page_info_list``, without those of watermarks and covers nested in each entry."""
    start = _PICTURE_LIST.search(doc.text)
    if start is None:
        return
    depth = 1
    for token in _PICTURE_TOKEN.finditer(doc.text, start.end(), start.end() + 500_000):
        if token[0] in "{[":
            depth += 1
        elif token[0] in "}]":
            depth -= 1
            if depth == 0:
                return
        elif depth == 2 and (url := doc.link(_decode(token[1]))):
            yield Image(url)


def _variable(doc: Document, name: str) -> str:
    """A variable of the older scripts: ``var nickname = htmlDecode("…")``, ``var msg_title = '…'.html(false)``."""
    found = re.search(rf"\b(?:var\s+|window\.){name}\s*=\s*(?:htmlDecode\(\s*)?{_QUOTED}", doc.text)
    return _decode(found["value"]).strip() if found else ""


def _field(doc: Document, name: str) -> str:
    """A field of the newer script object: ``title: JsDecode('…')``; the first one that is not empty."""
    for found in re.finditer(rf"\b{name}\s*:\s*JsDecode\(\s*{_QUOTED}", doc.text):
        if found["value"]:
            return _decode(found["value"]).strip()
    return ""


def _decode(text: str) -> str:
    """Undo the escapes of a script string, then the HTML entities inside it."""

    def plain(escape: re.Match[str]) -> str:
        code = escape[1] or escape[2]
        return chr(int(code, 16)) if code else _CONTROL.get(escape[3], escape[3])

    return unescape(unescape(_ESCAPE.sub(plain, text)))


def _first(doc: Document, *selectors: str) -> str:
    for selector in selectors:
        for node in doc.css(selector):
            if text := text_of(node):
                return text
    return ""


