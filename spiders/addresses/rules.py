"""Which addresses of Discuz, Founder newspapers, people.com.cn and Big5 gateways mean the same article.

Each rule gets an address in general canonical form and returns the one it stands for; rules are idempotent.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlunsplit

from spiders.addresses.canonical import parts_of, register

# thread-13028-2-7.html: thread, page of the thread, page of the board that the reader came from
_THREAD = re.compile(r"/thread-(\d+)-\d+-\d+\.html$")
# forum.php?mod=viewthread&tid=13028&extra=page%3D7&page=2&mobile=2
_THREAD_QUERY = {"mod": "viewthread"}
# content_306582.htm?div=-1
_NEWSPAPER_ARTICLE = re.compile(r"/content_\d+(?:_\d+)?\.html?$")
_PAD = re.compile(r"^/pad/(?=(?:content|column|layout)/\d{6}/\d\d/)")
# /BIG5/n2/2016/0803/c186330-28770757.html
_TRADITIONAL = re.compile(r"^/BIG5(?=/(?:n\d?|GB)/)")
# c192237-32739128-2.html: page 2 of an article
_PEOPLE_PART = re.compile(r"(/c\d+-\d+)-\d{1,2}(\.html)$")
# big5.www.gov.cn/gate/big5/www.gov.cn/xinwen/x.htm
_GATE = re.compile(r"^/gate/big5/([\w.-]+)(/.*)$")


@register
def discuz(url: str) -> str:
    """A thread is one article: on any of its pages, from any page of its board, in any template."""
    parts = parts_of(url)
    if _THREAD.search(parts.path):
        return urlunsplit(parts._replace(path=_THREAD.sub(r"/thread-\1-1-1.html", parts.path), query=""))
    query = dict(parse_qsl(parts.query))
    if (
        parts.path.endswith("/forum.php")
        and query.get("mod") == "viewthread"
        and query.get("tid", "").isdigit()
    ):
        return urlunsplit(parts._replace(query=urlencode(_THREAD_QUERY | {"tid": query["tid"]})))
    return url


@register
def newspaper(url: str) -> str:
    """``?div=-1`` marks an area of the page's picture; pad and PC editions show one article."""
    parts = parts_of(url)
    path = _PAD.sub("/pc/", parts.path)
    query = "" if _NEWSPAPER_ARTICLE.search(path) and parts.query.startswith("div=") else parts.query
    return urlunsplit(parts._replace(path=path, query=query))


@register
def people(url: str) -> str:
    """The traditional-script edition and the further pages of an article of people.com.cn."""
    parts = parts_of(url)
    path = _PEOPLE_PART.sub(r"\1\2", _TRADITIONAL.sub("", parts.path))
    return urlunsplit(parts._replace(path=path))


@register
def big5_gateway(url: str) -> str:
    """What a gateway converts. Only within one site: a page may not pass for another site's."""
    parts = parts_of(url)
    gate = _GATE.match(parts.path)
    if gate is None:
        return url
    own, target = parts.netloc.removeprefix("big5.").removeprefix("www."), gate[1].removeprefix("www.")
    if target != own and not target.endswith(f".{own}"):
        return url
    return urlunsplit(parts._replace(netloc=gate[1], path=gate[2]))
