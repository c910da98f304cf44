"""中央网站的地方频道: the 2020 template in UTF-8, an older one in GB2312, articles of several pages, a BIG5 mirror."""

from __future__ import annotations

import random
import re
from datetime import datetime

from opencc import OpenCC

from demo.sites.base import Reply, Site, View, esc, in_two, pages, paragraphs_html
from demo.stock.names import people
from demo.truth import Story, TrueArticle
from zscrawl.text import fold

_NAME = "民声在线"
_LOCAL, _FINANCE = "荆湘频道", "财经频道"
_LISTS = {"337099": _LOCAL, "1004": _FINANCE}
_PAGE_SIZE = 8
_LONG = 8  # paragraphs from which on a text is cut into two pages

_LIST = re.compile(r"(/BIG5|/GB)/(337099|1004)/index(\d*)\.html$")
_ARTICLE = re.compile(r"(/BIG5)?(/n[12]/\d{4}/\d{4}/c\d+-\d+)(?:-(\d))?\.html$")


class People(Site):
    """Two channels: the local one (``/n2/``, UTF-8, template of 2020) and finance (``/n1/``, GB2312, template of 2016)."""

    name = "demo-people"
    title = f"{_NAME}－{_LOCAL}"
    family = "people"
    region = "420000"
    start = ("/GB/337099/index.html", "/GB/1004/index1.html", "/BIG5/337099/index.html")

    def publish(self, story: Story, at: datetime) -> TrueArticle:
        serial = 32_700_000 + 1931 * (self.printed + 1)
        local = serial % 3 != 0
        stem = f"/{'n2' if local else 'n1'}/{at:%Y/%m%d}/c{192237 if local else 1004}-{serial}"
        return self.add(
            story,
            f"{stem}.html",
            at,
            "minute",
            subtitle=story.subtitle,
            introtitle=story.introtitle,
            section=_LOCAL if local else _FINANCE,
            origin=story.origin or f"{_NAME}－{_LOCAL if local else _FINANCE}",
            authors=list(story.authors),
            editors=people(random.Random(serial), 2),
            aliases=(f"/BIG5{stem}.html",) if local else (),
        )

    def page(self, path: str, view: View) -> Reply | None:
        if match := _LIST.match(path):
            return self._list(match[1], match[2], int(match[3] or 1))
        if match := _ARTICLE.match(path):
            article = self.article_at(f"{match[2]}.html")
            if article is None or (match[1] and not article.aliases):
                return None
            return self._article(article, int(match[3] or 1), mirror=bool(match[1]))
        return None

    def _reply(self, text: str, charset: str, modified_at: datetime) -> Reply:
        if charset == "big5":
            text = traditional(text)
        # No charset in the header: these hosts leave it to the page.
        return Reply(
            text.encode({"gb2312": "gbk"}.get(charset, charset), "xmlcharrefreplace"),
            content_type="text/html",
            modified_at=modified_at,
        )

    def _list(self, edition: str, number: str, page: int) -> Reply | None:
        section = _LISTS[number]
        if edition == "/BIG5" and section != _LOCAL:
            return None
        cut = pages(self.entries(section), _PAGE_SIZE)
        if not 1 <= page <= len(cut):
            return None
        prefix = "/BIG5" if edition == "/BIG5" else ""
        rows = "\n".join(
            f'<li><a href="{prefix}{row.path}" target=_blank>{esc(row.title)}</a> <i>[{row.at:%Y年%m月%d日 %H:%M}]</i></li>'
            for row in cut[page - 1]
        )
        numbers = "".join(
            f'<a href="index{n}.html">{n}</a>' if n != page else f"<span>{n}</span>"
            for n in range(1, len(cut) + 1)
        )
        onward = f'<a href="index{page + 1}.html">下一页</a>' if page < len(cut) else "<a>下一页</a>"
        charset = "big5" if prefix else "utf-8" if section == _LOCAL else "gb2312"
        text = f"""<!DOCTYPE html><html><head>{_charset_metas(charset)}<title>招商引资--{section}--{_NAME}</title></head><body>
<div class="nav"><a href="/">{_NAME}</a> <a href="/GB/337099/index.html">{_LOCAL}</a> <a href="/GB/1004/index1.html">财经</a> <a href="/BIG5/337099/index.html">繁體</a></div>
<div class="d2_left wb_left fl"><div class="ej_list_box clear"><ul class="list_16 d2_2">
{rows}
</ul></div><div class="d2tu_3 clear page_n">{numbers} {onward}</div></div>
<div class="d2_right fr"><h2>热点专题</h2><ul><li><a href="/GB/337099/373220/index.html">专题：两湖招商进行时</a></li></ul></div>{_FOOT}</body></html>"""
        return self._reply(text, charset, self.last_change())

    def _article(self, article: TrueArticle, page: int, *, mirror: bool) -> Reply | None:
        parts = in_two(article.body, _LONG)
        if not 1 <= page <= len(parts):
            return None
        local = article.section == _LOCAL
        charset = "big5" if mirror else "utf-8" if local else "gb2312"
        stem = ("/BIG5" if mirror else "") + article.path.removesuffix(".html")
        pager = ""
        if len(parts) > 1:
            links = "".join(
                f'<a href="{stem}{f"-{n}" if n > 1 else ""}.html">【{n}】</a>'
                for n in range(1, len(parts) + 1)
            )
            onward = f'<center><table border="0" align="center" width="40%"><tr><td align="center"><a href="{stem}-{page + 1}.html"><img src="/img/next_page.jpg" border="0"></a></td></tr></table></center>'
            pager = f'<div class="zdfy clearfix">{links}</div>{onward if page < len(parts) else ""}'
        head = f"""<!DOCTYPE html><html><head>{_charset_metas(charset)}<title>{esc(article.title)}--{article.section}--{_NAME}</title>
<meta name="copyright" content="{_NAME}版权所有"><meta name="catalogs" content="{192237 if local else 1004}"><meta name="contentid" content="{stem.rpartition("-")[2]}">
<meta name="publishdate" content="{article.published_at:%Y-%m-%d}"><meta name="author" content="105464"><meta name="editor" content="">
<meta name="source" content="来源：{esc(article.origin)}{"" if article.origin != self.title else " 原创稿"}"></head><body>"""
        body = (
            _template_2020(article, parts[page - 1], pager)
            if local
            else _template_2016(article, parts[page - 1], pager)
        )
        return self._reply(f"{head}{body}{_FOOT}</body></html>", charset, article.modified_at)


def _template_2020(article: TrueArticle, text: str, pager: str) -> str:
    byline = "本报记者 " + " ".join(article.authors) if article.authors else ""
    paper = (
        f'<p><span id="paper_num">　　《 {esc(article.origin)} 》（ {article.published_at:%Y年%m月%d日} 04 版）</span></p>'
        if article.origin and "报" in article.origin
        else ""
    )
    return f"""<div class="main"><div class="header cf"><div class="layout"><a href="/"><img src="/img/logo.png" alt="{_NAME}"></a></div></div>
<div class="rm_nav cf" id="rm_topnav"><div class="nav_more_con"><h1 class="cf"><img src="/img/logo_red.png" alt=""></h1><a href="/GB/337099/index.html">{_LOCAL}</a> <a href="/BIG5{article.path}">繁體</a></div></div>
<div class="layout route cf" id="rwb_navpath"><a href="/" class="clink">{_NAME}</a>&gt;&gt;<a href="/GB/337099/index.html" class="clink">{_LOCAL}</a></div>
<div class="layout rm_txt cf"><div class="col col-1 fl"><h3 class="pre">{esc(article.introtitle)}</h3><h1>{esc(article.title)}</h1>
<h4 class="sub"{"" if article.subtitle else ' style="display: none;"'}>{esc(article.subtitle)}</h4><div class="author cf">{esc(byline)}</div>
<div class="channel cf"><div class="col-1-1 fl">{article.published_at:%Y年%m月%d日%H:%M} | 来源：<a href="/" target="_blank">{esc(article.origin)}</a></div><div class="col-1-2 fr">小字号</div></div>
<div class="rm_txt_con cf"><div class="bza"></div><div class="box_pic"></div>
{paragraphs_html(text)}
{paper}{pager}<div class="box_pic"></div><div class="edit cf">(责编：{"、".join(article.editors)})</div>
<div class="tjewm cf" style="display: block;"><span><img src="/img/ewm.jpg" alt="关注公众号：{_NAME}">关注公众号：{_NAME}</span></div>
<p class="paper_num"><em class="section-common-share-wrap">分享让更多人看到 <i class="btn_share_common"><img src="/img/share.png" alt=""></i></em></p></div>
<div class="rm_relevant rm_recommend cf"><h5><span></span>推荐阅读</h5><dl class="cf"><dt><a href="/GB/337099/373220/index.html" target="_blank">两湖多地晒出一季度招商成绩单</a></dt>
<dd>　　<a href="/GB/337099/373220/index.html">开春以来，各地招商队伍忙着往外走、往里请，一批新项目在谈、在签、在建，编辑部为您梳理了近期的看点，内容持续更新，欢迎收藏本专题页面…</a></dd></dl></div></div></div></div>"""


def _template_2016(article: TrueArticle, text: str, pager: str) -> str:
    return f"""<div class="clearfix w1000_320 path" id="rwb_navpath"><a href="/" class="clink">{_NAME}</a>&gt;&gt;<a href="/GB/1004/index1.html" class="clink">财经</a></div>
<!--text_title-->
<div class="clearfix w1000_320 text_title"><h3 class="pre">{esc(article.introtitle)}</h3><h1>{esc(article.title)}</h1><h4 class="sub">{esc(article.subtitle)}</h4>
<p class="author">{" ".join(article.authors)}</p><div class="box01"><div class="fl">{article.published_at:%Y年%m月%d日%H:%M}&nbsp;&nbsp;来源：<a href="/" target="_blank">{esc(article.origin)}</a></div>
<div class="fr"><span class="ops_tit">分享到：</span><ul class="ops_icons"><li><a href="javascript:void(0)" title="微博"><i> </i></a></li></ul></div></div></div>
<div class="clearfix w1000_320 text_con"><div class="fl text_con_left"><div class="box_con" id="rwb_zw">
{paragraphs_html(text, p='<p style="text-indent: 2em;">', indent="")}
{pager}<div class="box_pic"></div><div class="edit clearfix">(责编：{"、".join(article.editors)})</div></div></div></div>"""


def _charset_metas(charset: str) -> str:
    """The finance channel says GB2312 and, one line on, utf-8, as such pages do."""
    more = '<meta http-equiv="Content-Language" content="utf-8">' if charset == "gb2312" else ""
    return f'<meta http-equiv="content-type" content="text/html;charset={charset.upper()}">{more}'


_FOOT = f"""<div class="footer"><p>{_NAME}　演示站点，内容均为虚构</p></div>"""

_TO_TRADITIONAL = OpenCC("s2t")


def traditional(text: str) -> str:
    """``text`` in traditional script. A character whose way back leads to another one is left as it is."""
    converted = _TO_TRADITIONAL.convert(text)
    if len(converted) != len(text):
        return text
    return "".join(new if fold(new) == fold(old) else old for old, new in zip(text, converted, strict=True))
