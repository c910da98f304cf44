"""县级融媒体中心 on the provincial cloud: ``/p/ID.html``, dates without labels, credits, comment box, template rubbish."""

from __future__ import annotations

import random
import re
from datetime import datetime

from demo.sites.base import Reply, Site, View, blocks, esc, pages, table_html
from demo.stock.names import people
from demo.stock.places import short_name
from demo.truth import Story, TrueArticle

_SECTION = "招商引资"
_PAGE_SIZE = 10
_LIST = re.compile(r"/c/48(?:_(\d+))?\.html$")
_SLOW_EVERY = 17  # every so-manieth article is the slow page


class Cjyun(Site):
    """One column. Some articles are slow to come when the server is not told to be fast."""

    name = "demo-cjyun"
    title = "云上江湖"
    family = "cjyun"
    region = "420000"
    start = ("/c/48.html",)

    def publish(self, story: Story, at: datetime) -> TrueArticle:
        serial = 363_000 + 83 * (self.printed + 1)
        return self.add(
            story,
            f"/p/{serial}.html",
            at,
            "minute",
            section=_SECTION,
            origin=story.origin or f"{story.place}融媒体中心",
            authors=list(story.authors),
            editors=people(random.Random(serial), 2),
        )

    def page(self, path: str, view: View) -> Reply | None:
        if match := _LIST.match(path):
            return self._list(int(match[1] or 1))
        article = self.article_at(path)
        return self._article(article) if article else None

    def slow_articles(self) -> list[TrueArticle]:
        return self.articles[::_SLOW_EVERY]

    def _list(self, number: int) -> Reply | None:
        cut = pages(self.entries(), _PAGE_SIZE)
        if not 1 <= number <= len(cut):
            return None
        rows = "\n".join(
            f'<li class="news-item"><a href="{row.path}"><div class="pic"><img data-original="https://img.cjyun.invalid/a/10008/{row.at:%Y%m}/cover.jpeg"></div>'
            f'<div class="txt"><h3>{esc(row.title)}</h3><p><span>{row.at:%Y-%m-%d}</span><span class="cmt">评论 0</span></p></div></a></li>'
            for row in cut[number - 1]
        )
        links = "".join(
            f'<a href="{_list_path(n)}"{" class=on" if n == number else ""}>{n}</a>'
            for n in range(1, len(cut) + 1)
        )
        onward = f'<a class="next" href="{_list_path(number + 1)}">下一页</a>' if number < len(cut) else ""
        text = _page(
            f"{_SECTION} - {self.title}",
            self.title,
            f"""<div class="crumb"><a href="/">首页</a> &gt; {_SECTION}</div>
<ul class="news-list">
{rows}
</ul><div class="pagination">{links}{onward}</div>""",
        )
        return self.html(text, modified_at=self.last_change())

    def _article(self, article: TrueArticle) -> Reply:
        image = f'<p style="text-align: center;"><img src="https://img.cjyun.invalid/a/10008/{article.published_at:%Y%m}/photo.jpeg" alt=""></p>'
        credit = f"记者：{' '.join(article.authors)}" if article.authors else ""
        tail = "".join(
            f"<p>{line}</p>"
            for line in (
                f"来源：{esc(article.origin)}",
                credit,
                f"编辑：{article.editors[0]}",
                f"审核：{article.editors[1]}",
            )
            if line
        )
        related = "".join(
            f'<li><a href="{other.path}">{esc(other.title)}</a></li>'
            for other in self.articles[:3]
            if other is not article
        )
        number = article.path.removeprefix("/p/").removesuffix(".html")
        app = f"云上{short_name(article.place)}"
        text = _page(
            f"{article.title} - {self.title}",
            self.title,
            f"""<div class="article">
<h1 class="article-title">{esc(article.title)}</h1>
<div class="article-info"><span>{article.published_at:%Y-%m-%d %H:%M}</span>&nbsp;&nbsp;&nbsp;<span>{esc(article.origin)}</span></div>
<div class="article-content" id="content">{image}{_paragraphs(article.body)}
{tail}</div>
<div class="download"><p>下载{app}app，阅读体验更佳</p><a href="javascript:;">取消</a> <a href="javascript:;">下载</a></div>
<div class="related"><h4>相关阅读</h4><ul>{related}</ul></div>
<div class="comment-box"><h4>评论 <em>{{{{ total }}}}</em></h4><form><textarea placeholder="我来说两句"></textarea>
<p>请输入验证码</p><input name="code"><img src="/captcha.png" alt="看不清，换一张"><button type="button">发表</button></form>
<ul><li v-for="item in list"><span>{{{{ item.nickname }}}}</span><p>{{{{ item.content }}}}</p><i>{{{{ item.time }}}}</i></li></ul>
<script type="text/html" id="tpl"><div class="row"><b><%= data.nickname %></b><p><%= data.content %></p></div></script></div></div>
<img src="http://tj.cjyun.invalid/tj.gif?sid=10008&amp;cid={number}" width="1" height="1">""",
        )
        reply = self.html(text, modified_at=article.modified_at)
        if article in self.slow_articles():
            return Reply(
                reply.body, content_type=reply.content_type, modified_at=reply.modified_at, slow=True
            )
        return reply


def _list_path(number: int) -> str:
    return "/c/48.html" if number == 1 else f"/c/48_{number}.html"


def _paragraphs(body: str) -> str:
    """As pasted from a word processor: spans in spans, an empty paragraph between every two."""
    return "\n<p><br></p>\n".join(
        table_html(block)
        if isinstance(block, list)
        else f'<p style="text-indent: 2em;"><span style="font-size: 16px;"><span style="font-family: 宋体;">{esc(block)}</span></span></p>'
        for block in blocks(body)
    )


def _page(title: str, site: str, body: str) -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{esc(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/static/css/style.css"></head><body>
<div class="top"><a class="logo" href="/">{esc(site)}</a><ul><li><a href="/c/48.html">{_SECTION}</a></li><li><a href="/live/">直播</a></li><li><a href="/paper/">数字报</a></li></ul></div>
{body}
<div class="footer">版权所有：{esc(site)}　技术支持：县级融媒体云平台　演示站点，内容均为虚构</div></body></html>"""
