"""地方新闻门户: three templates side by side, pages whose bytes are not what they say, and the web's worst addresses."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from demo.sites.base import Reply, Site, Trap, View, esc, in_two, pages, paragraphs_html
from demo.stock.names import people
from demo.truth import Story, TrueArticle

_SECTION = "招商频道"
_PAGE_SIZE = 10
_LONG = 9  # paragraphs from which on a text is cut into two pages
_HUGE_BYTES = 30_000_000

_LIST = re.compile(r"/zhaoshang/(?:index(?:_(\d+))?\.html)?$")
_ARTICLE = re.compile(r"(/content/\d{4}-\d\d/\d\d/content_\d+)(?:_(\d))?\.html$")


class Portal(Site):
    """Templates by turns: Baidu hint ids; JSON-LD; a page that says gb2312 and is UTF-8, with a GBK box in it."""

    name = "demo-portal"
    title = "楚湘新闻网"
    family = "portal"
    region = "430000"
    start = ("/zhaoshang/",)

    def __init__(self, rng: random.Random, opened_at: datetime) -> None:
        super().__init__(rng, opened_at)
        self.traps = [
            Trap(path, title, opened_at - timedelta(days=days), why, reply)
            for path, title, days, why, reply in (
                ("/go/a.html", "专题：园区这十年", 12, "a redirect loop", lambda view: _redirect("/go/b.html")),
                ("/zt/2026/all.html", "两湖招商项目全名录（长页面）", 20, "30 MB long", _huge),
                ("/content/2026-03/02/content_88404.html", "春季人才大集下周开场", 105, "404: the list still names it", lambda view: self.missing("")),
                ("/content/2026-01/19/content_88403.html", "返乡创业者说", 147, "asks for a CAPTCHA", lambda view: self.blocked()),
                ("/content/2025-09/09/content_88400.html", "老照片里的县城", 279, "bytes that are no text", lambda view: Reply(_NOISE)),
            )
        ]  # fmt: skip

    def publish(self, story: Story, at: datetime) -> TrueArticle:
        serial = 12_772_000 + 61 * (self.printed + 1)
        return self.add(
            story,
            f"/content/{at:%Y-%m/%d}/content_{serial}.html",
            at,
            "minute",
            section=_SECTION,
            origin=story.origin or self.title,
            authors=list(story.authors),
            editors=people(random.Random(serial), 1),
        )

    def page(self, path: str, view: View) -> Reply | None:
        if path == "/go/b.html":
            return _redirect("/go/a.html")
        if match := _LIST.match(path):
            return self._list(int(match[1] or 1))
        if match := _ARTICLE.match(path):
            article = self.article_at(f"{match[1]}.html")
            return self._article(article, int(match[2] or 1), view) if article else None
        return None

    def _list(self, number: int) -> Reply | None:
        cut = pages(self.entries(), _PAGE_SIZE)
        if not 1 <= number <= len(cut):
            return None
        rows = "\n".join(
            f'<li><h4><a href="{row.path}" target="_blank">{esc(row.title)}</a></h4><span class="time">{row.at:%m-%d %H:%M}</span></li>'
            for row in cut[number - 1]
        )
        links = "".join(
            f"<b>{n}</b>" if n == number else f'<a href="{_list_name(n)}">{n}</a>'
            for n in range(1, len(cut) + 1)
        )
        onward = (
            f'<a href="{_list_name(number + 1)}" class="next">下一页</a>'
            if number < len(cut)
            else "<span>下一页</span>"
        )
        text = _page(
            f"{_SECTION}_{self.title}",
            self.title,
            f"""<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="./">{_SECTION}</a></div>
<ul class="list">
{rows}
</ul><div class="pages"><span>上一页</span>{links}{onward}</div>
<div class="aside"><h3>友情链接</h3><a href="http://offsite.invalid/content/2026-01/01/content_1.html">外站：招商资讯每日精选汇编</a></div>""",
        )
        return self.html(text, modified_at=self.last_change())

    def _article(self, article: TrueArticle, page: int, view: View) -> Reply | None:
        parts = in_two(article.body, _LONG)
        if not 1 <= page <= len(parts):
            return None
        stem = article.path.rpartition("/")[2].removesuffix(".html")
        pager = ""
        if len(parts) > 1:
            onward = f'<a href="{stem}_{page + 1}.html">下一页</a>' if page < len(parts) else ""
            links = "".join(
                f"<span>{n}</span>"
                if n == page
                else f'<a href="{stem}{f"_{n}" if n > 1 else ""}.html">{n}</a>'
                for n in range(1, len(parts) + 1)
            )
            pager = f'<div class="pages">{links}{onward}</div>'
        turn = int(stem.rpartition("_")[2]) % 3
        text = (_with_hints, _with_json, _with_wrong_charset)[turn](
            self, article, parts[page - 1], pager, view
        )
        if turn < 2:
            return self.html(text, modified_at=article.modified_at)
        body = text.encode().replace(_BOX_MARK, _GBK_BOX)
        return Reply(body, content_type="text/html", modified_at=article.modified_at)


def _with_hints(site: Portal, article: TrueArticle, text: str, pager: str, view: View) -> str:
    return _page(
        f"{article.title}_{_SECTION}_{site.title}",
        site.title,
        f"""<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zhaoshang/">{_SECTION}</a> &gt; 正文</div>
<div class="article"><h1>{esc(article.title)}</h1><div class="info"><span id="pubtime_baidu">{article.published_at:%Y-%m-%d %H:%M}</span>
<span id="source_baidu">来源：<a href="/">{esc(article.origin)}</a></span><span id="author_baidu">作者：{" ".join(article.authors)}</span><span id="editor_baidu">责任编辑：{article.editors[0]}</span></div>
<div class="content" id="content">{paragraphs_html(text)}{pager}</div><div class="share">分享到：<a>微信</a><a>微博</a></div></div>{_side(site, article)}""",
    )


def _with_json(site: Portal, article: TrueArticle, text: str, pager: str, view: View) -> str:
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title,
        "datePublished": article.published_at.isoformat(timespec="minutes"), "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "Organization", "name": site.title}, "mainEntityOfPage": view.origins[site.name] + article.path,
    }  # fmt: skip
    script = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return _page(
        f"{article.title} - {site.title}",
        site.title,
        f"""<script type="application/ld+json">{script}</script>
<article class="main"><h1 class="art-title">{esc(article.title)}</h1><p class="meta"><time datetime="{article.published_at:%Y-%m-%dT%H:%M}+08:00">{article.published_at:%Y年%m月%d日 %H:%M}</time> 来源：{esc(article.origin)}</p>
<div class="article-content"><p class="ad"><a href="/ad/1.html">广告位招租</a></p>{paragraphs_html(text, indent="")}</div>{pager}<p class="editor">【编辑：{article.editors[0]}】</p></article>{_side(site, article)}""",
    )


def _with_wrong_charset(site: Portal, article: TrueArticle, text: str, pager: str, view: View) -> str:
    page = _page(
        f"{article.title}|{site.title}",
        site.title,
        f"""<div class="w1000"><h2 class="tit">{esc(article.title)}</h2>
<div class="from">发布时间：{article.published_at:%Y-%m-%d %H:%M}　来源：{esc(article.origin)}　作者：{" ".join(article.authors)}</div>
<!--contstart--><div class="text">{paragraphs_html(text)}</div><!--contend-->{pager}<div class="zrbj">（责任编辑：{article.editors[0]}）</div></div>{_side(site, article, _BOX_MARK.decode())}""",
    )
    return page.replace(
        '<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    )


def _side(site: Portal, article: TrueArticle, box: str = "") -> str:
    newest = sorted(site.articles, key=lambda other: other.published_at)[-4:]
    rows = "".join(
        f'<li><a href="{other.path}">{esc(other.title)}</a></li>' for other in newest if other is not article
    )
    return f'<div class="sidebar"><h3>热点新闻</h3><ul>{rows}</ul>{box}</div>'


def _list_name(number: int) -> str:
    return "index.html" if number == 1 else f"index_{number}.html"


def _redirect(location: str) -> Reply:
    return Reply(status=302, headers=(("Location", location),))


def _huge(view: View) -> Reply:
    return Reply(stream=_huge_page)


def _huge_page() -> Iterator[bytes]:
    yield "<html><head><meta charset='utf-8'><title>两湖招商项目全名录</title></head><body>".encode()
    block = ("<p>" + "名录整理中，敬请期待。" * 40 + "</p>\n").encode() * 48
    for _ in range(-(-_HUGE_BYTES // len(block))):
        yield block
    yield b"</body></html>"


_BOX_MARK = b"<!--weather-->"
# A box that an old GBK script writes into an UTF-8 page.
_GBK_BOX = '<div class="weather">今日天气：多云转小雨，东北风二到三级</div>'.encode("gbk")
# Declared as HTML by the server, but no character set makes a text of it.
_NOISE = bytes(random.Random(88400).randrange(128, 256) for _ in range(4000))


def _page(title: str, site: str, body: str) -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{esc(title)}</title><meta name="keywords" content="新闻,招商"><link rel="stylesheet" href="/css/main.css"></head><body>
<div class="header"><h1><a href="/"><img src="/img/logo.png" alt="{esc(site)}"></a></h1><div class="nav"><a href="/">首页</a><a href="/zhaoshang/">{_SECTION}</a><a href="/about.html">关于我们</a></div></div>
{body}
<div class="footer"><p>{esc(site)}　演示站点，内容均为虚构</p></div></body></html>"""
