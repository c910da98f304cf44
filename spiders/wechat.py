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
from urllib.parse import parse_qs, urlencode, urlunsplit

from spiders import generic, toutiao
from spiders.addresses.canonical import parts_of, register
from spiders.body.fragment import Body, looks_like_markup, read_fragment, read_markup
from spiders.draft import Draft
from spiders.fields.credits import cut_after_article, put_credits, take_credits
from spiders.fields.dates import Moment, find_moment, moment_from_epoch
from spiders.page.document import Document, text_of
from spiders.page.named_path import NamedPath
from zscrawl.items import Article, Image, Kind

NAME = "wechat"
SITE = "微信公众平台"

_HOST = "mp.weixin.qq.com"
# Not js_content: pages that copied an article from WeChat have copied its container too.
_MARKS = ("var msg_title", "window.msg_title", "window.cgiDataNew")
_PICTURES, _TEXT = "8", "10"

_TITLE = NamedPath("//*[@id='activity-name']")
_ACCOUNT, _OLD_ACCOUNT = NamedPath("//*[@id='js_name']"), NamedPath("//*[@id='post-user']")
_AUTHOR = NamedPath("//*[@id='js_author_name']")
_TIME, _OLD_TIME = NamedPath("//*[@id='publish_time']"), NamedPath("//*[@id='post-date']")

# What follows a name in a script:  = "…"   = htmlDecode("…")   : JsDecode('…')   = window.title = '…'
_VALUE = re.compile(
    r"\s*[=:]\s*(?:window\.\w+\s*=\s*)?(?:(?:JsDecode|htmlDecode)\(\s*)?"
    r"(?:'(?P<one>[^'\\\n]*(?:\\.[^'\\\n]*)*)'|\"(?P<two>[^\"\\\n]*(?:\\.[^\"\\\n]*)*)\")"
)
_EPOCH_NAMES = (
    "var ct",
    "window.ct",
    "oriCreateTime",
    "ori_create_time",
    "ori_send_time",
    "createTimestamp",
    "create_time",
)
_MAX_OCCURRENCES = 2000
_WRITTEN_NAMES = ("createTime", "create_time", "publish_time")
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)", re.S)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}
_PICTURE_LIST = re.compile(r"\bpicture_page_info_list\s*:\s*\[")
_PICTURE_TOKEN = re.compile(r"[{}\[\]]|\bcdn_url\s*:\s*(?:JsDecode\()?'([^'\n]{0,2000})'")
_KEPT_KEYS = ("__biz", "mid", "idx")

_DELETED = re.compile(
    r"该内容已被发布者删除|此内容(?:因违规|发送失败)|内容已被.{0,6}删除|涉嫌违反|此[账帐]号已|该公众号已(?:迁移|被)|已停止访问该网页|链接已过期"
)
_BLOCKED = re.compile(
    r"环境异常|完成验证后即可继续访问|访问过于频繁|操作频繁|请在微信客户端打开链接|参数错误"
)
_SHORT = 600  # characters: a notice page prints less

_DROP = (
    "#js_pc_qr_code", "#js_profile_qrcode", ".js_uneditable", "#js_top_profile", "mp-common-profile", "mp-style-type",
    "mpvoice", "qqmusic", ".rich_media_tool", "#js_tags", ".original_area_primary",
)  # fmt: skip


@register
def _one_address(url: str) -> str:
    """Long addresses are told apart by account, message and place in it; the rest is tracking."""
    parts = parts_of(url)
    if parts.hostname != _HOST or not parts.query:
        return url
    query = parse_qs(parts.query)
    kept = [(key, query[key][0]) for key in _KEPT_KEYS if key in query]
    return urlunsplit(parts._replace(query=urlencode(kept))) if len(kept) == len(_KEPT_KEYS) else url


def recognises(doc: Document) -> bool:
    """WeChat's host or script variables; or a Toutiao or 百家号 page."""
    return _is_wechat(doc) or toutiao.recognises(doc)


def _is_wechat(doc: Document) -> bool:
    host = parts_of(doc.url).hostname
    return host == _HOST if host else _has_marks(doc)


def _has_marks(doc: Document) -> bool:
    return "activity-name" in doc.names or any(mark in doc.scripts for mark in _MARKS)


def read(doc: Document, options: Mapping[str, str]) -> Article:
    """Read one post of any kind."""
    draft = Draft(doc, NAME)
    if not _is_wechat(doc) and toutiao.recognises(doc):
        return toutiao.read(draft, options)
    body = _body(doc)
    if not body.text and not body.images:
        kind = _notice(doc)
        if kind:
            draft.article.kind = kind
            return draft.article
        if not _has_marks(doc):
            return generic.read(doc, options, family=NAME)  # a list of articles that somebody keeps
    draft.put_first("title", _titles(doc, body))
    draft.put_moment(_moment(doc), "script")
    account = _first(doc, _ACCOUNT, _OLD_ACCOUNT) or _script(
        doc, "var nickname", "window.nickname", "nick_name"
    )
    author = _first(doc, _AUTHOR) or _script(doc, "var author") or doc.metas.get("author")
    if author and author != account:
        draft.put("authors", [author], "#js_author_name")
    draft.put_read_body(Body(cut_after_article(body.text), body.images, body.attachments), "js_content")
    put_credits(draft, take_credits(draft))
    draft.put("origin", account, "#js_name")
    draft.put("site", SITE, "host")
    draft.body_is_known = True  # pictures and videos have no text, and nothing else on the page is theirs
    article = draft.article
    text = article.body
    finished = generic.finish(draft, options)
    if doc.page.status >= 400:
        return finished
    article.kind = "article"  # whatever notices a short post speaks of
    if _script(doc, "item_show_type") == _TEXT:
        article.body = text  # its first line is its title too, and stays
    return article


def _titles(doc: Document, body: Body) -> Iterator[tuple[str, str]]:
    yield _first(doc, _TITLE), "#activity-name"
    yield _first_line(_script(doc, "var msg_title", "window.msg_title")), "script"
    yield _first_line(doc.metas.get("og:title", "")), "meta:og:title"
    yield _first_line(body.text), "body"


def _first_line(text: str) -> str:
    """A text post has no title of its own: its script repeats the whole text. The first line stands for it."""
    return " ".join(text.replace("\\n", "\n").strip().split("\n")[0].split())


def _moment(doc: Document) -> Moment | None:
    for name in _EPOCH_NAMES:
        for value in _values(doc, name):
            if value.isdecimal() and (moment := moment_from_epoch(value, doc.clock)):
                return moment
    for name in _WRITTEN_NAMES:
        for value in _values(doc, name):
            if moment := find_moment(value, doc.clock):
                return moment
    return find_moment(_first(doc, _TIME, _OLD_TIME) or "", doc.clock)


def _body(doc: Document) -> Body:
    item_type = _script(doc, "item_show_type")
    element = doc.by_id("js_content")
    if element is not None and item_type not in (_PICTURES, _TEXT):
        read = read_fragment(element, doc.base_url, drop=_DROP)
        if read.text or read.images:
            return read
    text = _script(doc, "content_noencode", "var msg_desc", "window.desc")
    images = tuple(_pictures(doc)) if item_type == _PICTURES else ()
    if looks_like_markup(text):
        read = read_markup(text, doc.base_url)
        return Body(read.text, images or read.images, read.attachments)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return Body("\n".join(line for line in lines if line), images)


def _notice(doc: Document) -> Kind | None:
    shown = " ".join(text_of(body) for body in doc.machine["body"][:1])
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


def _script(doc: Document, *spellings: str) -> str:
    """The first value that scripts give to a name, in any of its spellings, and that is not empty."""
    return next((value for name in spellings for value in _values(doc, name) if value), "")


def _values(doc: Document, name: str) -> Iterator[str]:
    """Strings that scripts assign to ``name``. Found by plain search: such pages hold megabytes of scripts."""
    text = doc.text
    at = text.find(name)
    for _ in range(_MAX_OCCURRENCES):
        if at < 0:
            return
        end = at + len(name)
        if not (text[at - 1 : at].isalnum() or text[at - 1 : at] in ("_", "-")) and (
            found := _VALUE.match(text, end)
        ):
            yield _decode(found["one"] if found["one"] is not None else found["two"]).strip()
        at = text.find(name, end)


def _decode(text: str) -> str:
    """Undo the escapes of a script string, then the HTML entities inside it."""

    def plain(escape: re.Match[str]) -> str:
        code = escape[1] or escape[2]
        return chr(int(code, 16)) if code else _CONTROL.get(escape[3], escape[3])

    return unescape(unescape(_ESCAPE.sub(plain, text)))


def _first(doc: Document, *paths: NamedPath) -> str:
    for path in paths:
        for node in path(doc):
            if text := text_of(node):
                return text
    return ""
