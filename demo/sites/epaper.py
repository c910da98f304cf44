"""数字报 on Founder's system: one issue in the classic form (``/html/2025-03/18/``), one in the newer (``/pc/layout/``)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, datetime, time

from demo.sites.base import Reply, Site, Trap, View, esc, paragraphs_html
from demo.truth import Story, TrueArticle
from zscrawl.items import CST

_PAPER = "两湖经济日报"
_FIRST_NEW_DAY = date(2026, 1, 1)  # from here on the paper runs the newer system
_NODE_NAMES = ("要闻", "综合", "经济观察", "广告")
_A_NODE = 5  # articles a node holds before the next begins

_CLASSIC = re.compile(r"/html/(\d{4})-(\d\d)/(\d\d)/(node|content)_(\d+)\.htm(?:\?div=-?\d)?$")
_NEW = re.compile(r"/pc/(layout|content)/(\d{4})(\d\d)/(\d\d)/(?:node|content)_(\d+)\.html$")
_WEEKDAYS = "一二三四五六日"


class Epaper(Site):
    """Home stub → newest issue → its pages (版) → articles. An article's day decides its issue."""

    name = "demo-epaper"
    title = _PAPER
    family = "epaper"
    region = "420000"
    start = ("/", "/html/2025-03/18/node_2.htm")

    def __init__(self, rng: random.Random, opened_at: datetime) -> None:
        super().__init__(rng, opened_at)
        self.traps = [
            self._filler(date(2025, 3, 18), 300_901, "广告"),
            self._filler(date(2025, 3, 18), 300_902, "责任编辑：吴 敏　版式：陈 立"),
            self._filler(date(2026, 6, 12), 211_901, "广告"),
            self._filler(date(2026, 6, 12), 211_902, "图片"),
        ]

    def _filler(self, day: date, number: int, title: str) -> Trap:
        text = f"<html><head><meta charset='utf-8'><title>{_PAPER}</title></head><body><div id='ozoom'><founder-content><p><img src='../../../pic/ad_{number}.jpg'></p></founder-content></div></body></html>"
        at = datetime.combine(day, time(), CST)
        return Trap(
            _content_path(day, number),
            title,
            at,
            "front matter or an advertisement, without text",
            lambda view: self.html(text),
        )

    def publish(self, story: Story, at: datetime) -> TrueArticle:
        day = at.date()
        base = 211_200 if day >= _FIRST_NEW_DAY else 300_100
        number = base + 7 * (self.printed + 1)
        first, *rest = story.paragraphs
        byline = (
            "记者" + story.authors[0] + "".join(f" 通讯员{name}" for name in story.authors[1:])
            if story.authors
            else ""
        )
        head = f"本报讯（{byline}）" if byline else ""
        return self.add(
            story,
            _content_path(day, number),
            at,
            "day",
            body="\n".join([head + first, *rest]),
            subtitle=story.subtitle,
            introtitle=story.introtitle,
            origin=_PAPER,
            authors=list(story.authors),
        )

    def page(self, path: str, view: View) -> Reply | None:
        if path in ("/", "/index.htm"):
            return self._home()
        if match := _CLASSIC.match(path):
            day, kind, number = date(int(match[1]), int(match[2]), int(match[3])), match[4], int(match[5])
            if kind == "node":
                return self._classic_node(day, number - 2)
        elif match := _NEW.match(path):
            day, kind, number = date(int(match[2]), int(match[3]), int(match[4])), match[1], int(match[5])
            if kind == "layout":
                return self._new_node(day, number - 1)
        else:
            return None
        article = self.article_at(path.partition("?")[0])
        if article is None:
            return None
        return self._new_article(article, view) if day >= _FIRST_NEW_DAY else self._classic_article(article)

    def respond(self, path: str, view: View) -> Reply:
        # The classic pages link to content_1.htm?div=-1, which is the file content_1.htm.
        return super().respond(path.partition("?")[0], view)

    def _issues(self) -> list[date]:
        return sorted({article.published_at.date() for article in self.articles})

    def _issue(self, day: date) -> list[TrueArticle]:
        return [article for article in self.articles if article.published_at.date() == day]

    def _nodes(self, day: date) -> list[list[TrueArticle]]:
        """The issue's pages: articles in order, and a last page of nothing but advertisements."""
        articles = self._issue(day)
        size = max(_A_NODE, -(-len(articles) // (len(_NODE_NAMES) - 1)))
        return [*(articles[i : i + size] for i in range(0, len(articles), size)), []]

    def _fillers(self, day: date, index: int, count: int) -> Iterator[tuple[str, str]]:
        """(file name, title) of the issue's filler entries: one on the front page, the others on the last but one."""
        mine = [trap for trap in self.traps if trap.listed_at.date() == day]
        for trap in mine[:1] if index == 0 else mine[1:] if index == count - 2 else ():
            yield trap.path.rpartition("/")[2], trap.title

    def _home(self) -> Reply:
        day = self._issues()[-1] if self.articles else self.opened_at.date()
        text = f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><TITLE>{_PAPER}</TITLE>
<META HTTP-EQUIV="REFRESH" CONTENT="0; URL={_node_path(day, 0).lstrip("/")}"></HEAD><BODY></BODY></HTML>"""
        return self.html(text, modified_at=self.last_change())

    # --- the classic system ------------------------------------------------------------------------

    def _classic_node(self, day: date, index: int) -> Reply | None:
        nodes = self._nodes(day)
        if not (self._issue(day) and 0 <= index < len(nodes)):
            return None
        entries = [(article.path.rpartition("/")[2], article.title) for article in nodes[index]]
        entries += self._fillers(day, index, len(nodes))
        areas = "".join(
            f'<Area coords="5,{40 * i},228,{40 * i + 38}" shape="polygon" href="{name}?div=-1">'
            for i, (name, _) in enumerate(entries)
        )
        # One page lists its titles by script, as the papers on the people.com.cn template do.
        rows = "".join(_scripted_row(*entry) if index == 2 else _classic_row(*entry) for entry in entries)
        links = "".join(
            f"<tr><td class=default>&nbsp;<a id=pageLink href=./node_{i + 2}.htm>第{i + 1:02}版：{_node_name(i, len(nodes))}</a></td></tr>"
            for i in range(len(nodes))
        )
        onward = (
            f'<a class=preart href="node_{index + 3}.htm"><span style="font-family:webdings">4</span>下一版</a>'
            if index + 1 < len(nodes)
            else ""
        )
        text = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{_node_name(index, len(nodes))}·{_PAPER}数字报</title><SCRIPT language=Javascript src="../../../tplimg/mp.js"></SCRIPT></head>
<body onLoad="initialize();initMPPage();"><!--enpproperty <founder-date>{day} 00:00:00</founder-date><founder-pagenum>{index + 1:02}</founder-pagenum><founder-papername>{_PAPER}</founder-papername><founder-type>2</founder-type><founder-content>{_PAPER}</founder-content>/enpproperty-->
<table width=1002 align=center border=0><tr><td valign=top width=400><MAP NAME=PagePicMap>{areas}</MAP><img src="../../../images/{day:%Y-%m/%d}/{index + 1:02}/page_b.jpg" usemap=#PagePicMap border=0>
<table><tr><td class=px12>第{index + 1:02}版：<STRONG>{_node_name(index, len(nodes))}</STRONG></td><td>{onward}</td><td><a href=../../../page/1/{day}/{index + 1:02}/{day:%Y%m%d}{index + 1:02}.pdf><IMG src="../../../tplimg/pdf.gif"></a></td></tr></table>
{f'<div id="titleList"><ul>{rows}</ul></div>' if index == 2 else f"<TABLE cellSpacing=0 cellPadding=1 border=0><TBODY>{rows}</TBODY></TABLE>"}</td>
<td valign=top width=602><table><tr><td class=default><strong>{day.year} 年 {day.month} 月 {day.day} 日　星期{_WEEKDAYS[day.weekday()]}</strong>
<a href="javascript:goPrePeriod()">上一期</a> <a href="javascript:goNextPeriod()">下一期</a></td></tr><tr><td>版面导航</td></tr>{links}</table></td></tr></table>
<p align=center>本报所有内容版权归{_PAPER}社所有　演示站点，内容均为虚构</p></body></html>"""
        return self.html(text, modified_at=self._issue(day)[-1].modified_at)

    def _classic_article(self, article: TrueArticle) -> Reply:
        day = article.published_at.date()
        nodes = self._nodes(day)
        index = next(i for i, node in enumerate(nodes) if article in node)
        siblings = "".join(
            f"<tr><td><a href={other.path.rpartition('/')[2]}?div=-1>{esc(other.title)}</a></td></tr>"
            for other in nodes[index]
            if other is not article
        )
        text = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{_PAPER}数字报-{_node_name(index, len(nodes))}</title>
<SCRIPT language=Javascript src="../../../tplimg/prototype.js"></SCRIPT></head><body text=#000000 leftmargin=0>
<table width=1002 align=center border=0><tr><td valign=top width=400><table><tr><td class=px12>第{index + 1:02}版：<STRONG>{_node_name(index, len(nodes))}</STRONG></td></tr>{siblings}</table></td>
<td valign=top width=602><table><tr><td class=default><strong>{day.year}年{day.month:02}月{day.day:02}日 星期{_WEEKDAYS[day.weekday()]}</strong></td></tr></table>
<!--enpproperty <founder-date>{day} 00:00:00</founder-date><founder-pagenum>{index + 1:02}</founder-pagenum><founder-papername>{_PAPER}</founder-papername><founder-type>1</founder-type>/enpproperty-->
<table width=100%><tbody><tr valign=top><td class=font02 align=center style="color: #827E7B;">{esc(article.introtitle)}</td></tr>
<tr valign=top><td class=font01 align=center style="PADDING-BOTTOM: 5px">{esc(article.title)}</td></tr>
<tr valign=top><td class=font02 align=center style="color: #827E7B;">{esc(article.subtitle)}</td></tr></tbody></table>
<div id=ozoom style="ZOOM: 100%"><founder-content>{paragraphs_html(article.body, p="<P>")}</founder-content></div>
<table><tr><td><a href="javascript:doZoom(16)">放大</a> <a href="javascript:doZoom(12)">缩小</a> <a href="javascript:window.print()">打印</a></td></tr></table></td></tr></table>
<p align=center>本报所有内容版权归{_PAPER}社所有　演示站点，内容均为虚构</p></body></html>"""
        return self.html(text, modified_at=article.modified_at)

    # --- the newer system --------------------------------------------------------------------------

    def _new_node(self, day: date, index: int) -> Reply | None:
        nodes = self._nodes(day)
        if not (self._issue(day) and 0 <= index < len(nodes)):
            return None
        folder = f"../../../content/{day:%Y%m/%d}/"
        entries = [(article.path.rpartition("/")[2], article.title) for article in nodes[index]]
        entries += self._fillers(day, index, len(nodes))
        rows = "".join(
            f'<li class="resultList"><a href="{folder}{name}"><h4>{esc(title)}</h4></a></li>'
            for name, title in entries
        )
        links = "".join(
            f'<li><a id="pageLink" href="node_{i + 1:02}.html">第{i + 1:02}版：{_node_name(i, len(nodes))}</a></li>'
            for i in range(len(nodes))
        )
        areas = "".join(
            f'<area shape="polygon" coords="0,{i * 9},9,{i * 9}" href="{folder}{name}">'
            for i, (name, _) in enumerate(entries)
        )
        text = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{_PAPER}</title></head><body>
<div class="header"><span class="newstime">{day.year}年{day.month:02}月{day.day:02}日 星期{_WEEKDAYS[day.weekday()]}</span></div>
<div class="left"><p class="left-title">第{index + 1:02}版：{_node_name(index, len(nodes))}</p><img src="../../../pic/{day:%Y%m/%d}/page.jpg" usemap="#PagePicMap"><map name="PagePicMap">{areas}</map></div>
<div class="right"><div class="Chunkiconbox"><ul class="layout-list">{links}</ul></div><div class="news-list"><ul class="news-list">{rows}</ul></div></div>
<div class="footer"><a href="/">数字报</a> | <a>客户端</a> | <a>网站</a> Copyright © {_PAPER}　演示站点，内容均为虚构</div></body></html>"""
        return self.html(text, modified_at=self._issue(day)[-1].modified_at)

    def _new_article(self, article: TrueArticle, view: View) -> Reply:
        day = article.published_at.date()
        origin = view.origins[self.name]
        number = article.path.rpartition("_")[2].removesuffix(".html")
        pad = origin + article.path.replace("/pc/", "/pad/", 1)
        fields = {
            "date": f"{day} 00:00:00:0", "author": "", "subtitle": article.subtitle or "", "introtitle": article.introtitle or "",
            "keyword": "", "paperarticleid": number, "channel": "1", "url": origin + article.path, "urlpad": pad,
            "siteid": "1", "paperid": "5", "title": article.title,
        }  # fmt: skip
        comment = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
        text = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{_PAPER}</title></head><body>
<div class="header"><a href="/">{_PAPER}</a> <span>{day.year}年{day.month:02}月{day.day:02}日</span></div>
<div id="scroller"><div class="caption"><p id="nowLayout" class="hide">01</p><font id="intro-title">{esc(article.introtitle)}</font>
<font id="main-title">{esc(article.title)}</font><font id="sub-title">{esc(article.subtitle)}</font><font id="author">{day.year}年{day.month:02}月{day.day:02}日</font></div>
<div class="content" id="content"><founder-content><!--enpcontent--><p>  </p>{paragraphs_html(article.body, indent="    ")}<!--/enpcontent--></founder-content></div>
<div class="footer_sqd"><span><a>数字报 |</a><a>客户端 |</a><a>网站</a></span><span>Copyright © {_PAPER}</span><span>演示站点，内容均为虚构</span></div></div>
<!--enpproperty {comment}/enpproperty--></body></html>"""
        return self.html(text, modified_at=article.modified_at)


def _content_path(day: date, number: int) -> str:
    if day >= _FIRST_NEW_DAY:
        return f"/pc/content/{day:%Y%m/%d}/content_{number}.html"
    return f"/html/{day:%Y-%m/%d}/content_{number}.htm"


def _node_path(day: date, index: int) -> str:
    if day >= _FIRST_NEW_DAY:
        return f"/pc/layout/{day:%Y%m/%d}/node_{index + 1:02}.html"
    return f"/html/{day:%Y-%m/%d}/node_{index + 2}.htm"


def _node_name(index: int, count: int) -> str:
    """The last page is the advertisements', whatever the count."""
    return _NODE_NAMES[-1] if index == count - 1 else _NODE_NAMES[index]


def _classic_row(name: str, title: str) -> str:
    number = name.removeprefix("content_").removesuffix(".htm")
    return f'<tr><TD class=default valign="top"><img src="../../../tplimg/checkbox.gif"></TD><td class=default valign="top"><a href={name}?div=-1><div style="display:inline" id=mp{number}>{esc(title)}</div></a></td></tr>'


def _scripted_row(name: str, title: str) -> str:
    half = len(title) // 2
    return f'<li><a href="{name}?div=-1"><script>document.write(view("{esc(title[:half])}<br>{esc(title[half:])}"))</script></a></li>'
