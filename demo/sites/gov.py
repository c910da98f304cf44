"""县级政府招商网 on TRS WCM, with one column on JCMS: static lists paged by script, the standard metas."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

from demo.sites.base import Entry, Reply, Site, Trap, View, esc, in_two, pages, paragraphs_html
from demo.sites.files import PDF
from demo.truth import Story, TrueArticle
from zscrawl.items import Attachment

_COLUMN = "/zsyz/zsdt/"
_PAGE_SIZE = 9
_GROUP_SIZE = 5
_LONG = 9  # paragraphs from which on a text is cut into two pages
_TRS, _JCMS = "招商动态", "项目推介"
_JCMS_COLUMN = 1621004

_TRS_LIST = re.compile(rf"{_COLUMN}(?:index(?:_(\d+))?\.html)?$")
_JCMS_GROUP = re.compile(r"/module/web/jpage/dataproxy\.jsp\?(?:.*&)?page=(\d+)(?:&|$)")
_TRS_ARTICLE = re.compile(rf"({_COLUMN}\d{{6}}/t\d{{8}}_\d+)(?:_(\d+))?\.s?html$")


class Gov(Site):
    """Two columns: TRS (`createPageHTML`, TRS_Editor) and JCMS (datastore list, comment marks)."""

    name = "demo-gov"
    title = "荆湘投资促进网"
    family = "gov"
    region = "420000"
    start = (_COLUMN, f"/col/col{_JCMS_COLUMN}/index.html")

    def __init__(self, rng: random.Random, opened_at: datetime) -> None:
        super().__init__(rng, opened_at)
        day = timedelta(days=1)
        self.traps = [
            Trap(
                "/neibu/202505/t20250512_700001.html",
                "投资促进工作内部参考（第3期）",
                opened_at - 400 * day,
                "robots.txt forbids its folder",
                lambda view: self.html(
                    "<html><body><h1>内部参考</h1><p>robots.txt 不许来这里。</p></body></html>"
                ),
            ),
            Trap(
                f"{_COLUMN}202411/t20241105_650404.html",
                "关于调整招商服务热线的通知",
                opened_at - 588 * day,
                "404: the list still names it",
                lambda view: self.missing(""),
            ),
            Trap(
                f"{_COLUMN}202503/P020250306512000.pdf",
                "重点产业招商手册（PDF版）",
                opened_at - 466 * day,
                "a file, not a page",
                lambda view: Reply(PDF, content_type="application/pdf"),
            ),
        ]

    def publish(self, story: Story, at: datetime) -> TrueArticle:
        serial = 690_000 + 131 * (self.printed + 1)
        jcms = serial % 4 == 0
        if jcms:
            path = f"/art/{at.year}/{at.month}/{at.day}/art_{_JCMS_COLUMN}_{30_000_000 + serial}.html"
        else:
            path = f"{_COLUMN}{at:%Y%m}/t{at:%Y%m%d}_{serial}.html"
        article = self.add(
            story,
            path,
            at,
            "minute",
            section=_JCMS if jcms else _TRS,
            origin=story.origin or f"{story.place}招商服务中心",
        )
        if not jcms and serial % 5 == 0:
            name = f"{story.place}投资指南.pdf"
            article.attachments.append(
                Attachment(path.rpartition("/")[0] + f"/P0{at:%Y%m%d}{serial}.pdf", name)
            )
        return article

    def page(self, path: str, view: View) -> Reply | None:
        if match := _TRS_LIST.match(path):
            return self._trs_list(int(match[1] or 0))
        if path == f"/col/col{_JCMS_COLUMN}/index.html":
            return self._jcms_list()
        if match := _JCMS_GROUP.match(path):
            return self._jcms_group(int(match[1]))
        if path.endswith(".pdf"):
            known = any(file.url == path for article in self.articles for file in article.attachments)
            return Reply(PDF, content_type="application/pdf") if known else None
        if match := _TRS_ARTICLE.match(path):
            article = self.article_at(f"{match[1]}.html")
            return self._trs_article(article, int(match[2] or 0), view) if article else None
        article = self.article_at(path)
        return self._jcms_article(article, view) if article else None

    def robots(self) -> str:
        return "User-agent: *\nDisallow: /neibu/\nDisallow: /admin/\n"

    # --- TRS ---------------------------------------------------------------------------------------

    def _trs_list(self, index: int) -> Reply | None:
        cut = pages(self.entries(_TRS), _PAGE_SIZE)
        if index >= len(cut):
            return None
        rows = "\n".join(map(_trs_row, cut[index]))
        return self.html(
            _frame(self.title, _TRS)
            + f"""<div class="w1000 list_box"><div class="position">您现在的位置：<a href="../../" class="CurrChnlCls">首页</a>
&nbsp;&gt;&gt;&nbsp;<a href="../" class="CurrChnlCls">招商引资</a>&nbsp;&gt;&gt;&nbsp;<a href="./" class="CurrChnlCls">{_TRS}</a></div>
<div class="side"><h3>网上服务</h3><ul><li><a href="../../wsfw/">办事指南</a></li><li><a href="../../wsfw/bgxz/">表格下载</a></li></ul></div>
<ul class="news_list">
{rows}
</ul>
<div class="page">{_PAGER_SCRIPT}
<script>createPageHTML({len(cut)}, {index}, "index", "html");</script></div></div>
{_FOOT}""",
            modified_at=self.last_change(),
        )

    def _trs_article(self, article: TrueArticle, index: int, view: View) -> Reply | None:
        parts = in_two(article.body, _LONG)
        if index >= len(parts):
            return None
        pager = ""
        if len(parts) > 1:
            name = article.path.rpartition("/")[2].removesuffix(".html")
            pager = f'<div class="page">{_PAGER_SCRIPT}<script>createPageHTML({len(parts)}, {index}, "{name}", "html")</script></div>'
        files = "".join(
            f'<li><a href="./{esc(file.url.rpartition("/")[2])}" target="_blank">{esc(file.name)}</a></li>'
            for file in article.attachments
        )
        return self.html(
            _frame(
                f"{article.title}_{self.title}",
                _TRS,
                _metas(article, self, view, "ArticleTitle PubDate ContentSource"),
            )
            + f"""<div class="w1000"><h1 class="logo"><a href="/"><img src="/images/logo.png" alt="{esc(self.title)}"></a></h1>
<div class="position">当前位置：<a href="../../../">首页</a> &gt; <a href="../../">招商引资</a> &gt; <a href="../">{_TRS}</a></div>
<div class="detail-article-title"><h2>{esc(article.title)}</h2></div>
<div class="detail-info"><span alt="时间：{article.published_at:%Y-%m-%d %H:%M}">时间：{article.published_at:%Y-%m-%d %H:%M}</span>
<span>来源：{esc(article.origin)}</span><span>浏览次数：<script src="/count/click.js"></script></span>
<span>字体：[<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a>]</span></div>
<div class="detail-content" id="UCAP-CONTENT"><div class="TRS_Editor"><style type="text/css">
.TRS_Editor P{{margin-top:1em;margin-bottom:1em;line-height:1.5;font-family:宋体;font-size:12pt;}}
</style>{paragraphs_html(parts[index])}</div>{pager}
{f'<div class="fj"><p>附件：</p><ul>{files}</ul></div>' if files else ""}</div>
<div class="tools"><a href="javascript:window.print()">【打印本页】</a><a href="javascript:window.close()">【关闭窗口】</a>
<span id="_jiucuo_"></span></div></div>
{_FOOT}""",
            modified_at=article.modified_at,
        )

    # --- JCMS --------------------------------------------------------------------------------------

    def _jcms_rows(self, group: int) -> tuple[str, bool]:
        rows = [
            a for a in sorted(self.articles, key=lambda a: a.published_at, reverse=True) if a.section == _JCMS
        ]
        start = (group - 1) * _GROUP_SIZE
        records = "\n".join(
            f'<record><![CDATA[<li><span class="bt-time">{a.published_at:%Y-%m-%d}</span>'
            f'<a href="{a.path}" target="_blank" title="{esc(a.title)}">{esc(a.title)}</a></li>]]></record>'
            for a in rows[start : start + _GROUP_SIZE]
        )
        more = start + _GROUP_SIZE < len(rows)
        following = ""
        if more:
            address = f"/module/web/jpage/dataproxy.jsp?page={group + 1}&appid=1&webid=1&columnid={_JCMS_COLUMN}&unitid=4518"
            following = f'<nextgroup><![CDATA[<a href="{address}"></a>]]></nextgroup>'
        return f"<datastore>{following}<recordset>\n{records}\n</recordset></datastore>", more

    def _jcms_list(self) -> Reply:
        store, _ = self._jcms_rows(1)
        return self.html(
            _frame(self.title, _JCMS)
            + f"""<div class="main"><div class="wz">当前位置：<a href="/">首页</a> &gt; {_JCMS}</div>
<div id="4518" style="height:auto"><script type="text/xml">{store}</script></div>
<script src="/script/jpage.js"></script></div>
{_FOOT}""",
            modified_at=self.last_change(),
        )

    def _jcms_group(self, group: int) -> Reply | None:
        store, _ = self._jcms_rows(group)
        text = f'<?xml version="1.0" encoding="utf-8"?>\n{store}'
        return Reply(text.encode(), content_type="text/xml; charset=utf-8", modified_at=self.last_change())

    def _jcms_article(self, article: TrueArticle, view: View) -> Reply:
        return self.html(
            _frame(
                f"{self.title} {_JCMS} {article.title}",
                _JCMS,
                _metas(article, self, view, "ArticleTitle PubDate contentSource"),
            )
            + f"""<div class="main"><div class="title"><!--<$[标题]>begin-->{esc(article.title)}<!--<$[标题]>end--></div>
<div class="main-subtitle"><span>发布日期：<!--<$[发布时间]>begin-->{article.published_at:%Y-%m-%d %H:%M}<!--<$[发布时间]>end--></span>
<span>浏览次数： </span><span>信息来源：<!--<$[信息来源]>begin-->{esc(article.origin)}<!--<$[信息来源]>end--></span></div>
<div class="main-txt" id="zoom"><!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin--><meta name="ContentStart">
{paragraphs_html(article.body)}
<p>&nbsp;</p><meta name="ContentEnd"><!--ZJEG_RSS.content.end--><!--<$[信息内容]>end--></div>
<div class="bdsharebuttonbox"><a title="分享到微信">分享</a><a>【打印】</a><a>【关闭】</a></div></div>
{_FOOT}""",
            modified_at=article.modified_at,
        )


def _trs_row(row: Entry) -> str:
    # The column's own pages are linked from its folder, everything else from the root, as TRS does.
    href = "./" + row.path.removeprefix(_COLUMN) if row.path.startswith(_COLUMN) else row.path
    title = row.title if len(row.title) <= 30 else row.title[:28] + "..."
    return f'<li><a href="{esc(href)}" target="_blank"><span>{row.at:%Y-%m-%d}</span>{esc(title)}</a></li>'


def _metas(article: TrueArticle, site: Site, view: View, names: str) -> str:
    title, date, origin = names.split()
    return f"""<meta name="SiteName" content="{esc(site.title)}">
<meta name="SiteDomain" content="{esc(view.origins[site.name])}">
<meta name="SiteIDCode" content="4200000000">
<meta name="ColumnName" content="{esc(article.section)}">
<meta name="ColumnType" content="工作动态">
<meta name="{title}" content="{esc(article.title)}">
<meta name="{date}" content="{article.published_at:%Y-%m-%d %H:%M}">
<meta name="{origin}" content="{esc(article.origin)}">
<meta name="Keywords" content="">
<meta name="Author" content="">
<meta name="Url" content="{esc(view.origins[site.name] + article.path)}">
<meta name="others" content="页面生成时间 {view.now:%Y-%m-%d %H:%M:%S}">
"""


def _frame(title: str, column: str, metas: str = "") -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{esc(title)}</title>
{metas}<link href="/images/style.css" type="text/css" rel="stylesheet" />
<script language="javascript" src="/images/jquery.pack.js"></script>
</head><body>
<div class="top"><a href="/">首页</a> <a href="{_COLUMN}">{_TRS}</a> <a href="/col/col{_JCMS_COLUMN}/index.html">{_JCMS}</a>
<form action="/was5/web/search" target="_blank"><input name="searchword" value="请输入关键字" /></form></div>
<div class="banner" title="{esc(column)}"></div>
"""


_FOOT = """<div class="foot"><p>主办：投资促进服务中心　网站标识码：4200000000</p>
<p>演示站点，内容均为虚构</p><script src="http://dcs.conac.invalid/dcs.js"></script></div></body></html>"""

# The template ships the function with every list; only the call after it has numbers.
_PAGER_SCRIPT = """<script>
function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){
if(_nPageCount == null || _nPageCount<=1){ return; }
if(_nCurrIndex > 0) document.write("<a href=\\""+_sPageName+"."+_sPageExt+"\\">首页</a>");
if(_nCurrIndex < _nPageCount-1) document.write("<a href=\\""+_sPageName+"_"+(_nCurrIndex+1)+"."+_sPageExt+"\\">下一页</a>");
document.write("总共" + _nPageCount + "页");
} //WCM置标
</script>"""
