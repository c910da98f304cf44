"""公众号 articles: the body served hidden, the time only in a script, text in nested sections; a list kept by hand."""

from __future__ import annotations

import base64
import hashlib
import random
import re
from datetime import datetime, timedelta

from demo.sites.base import Reply, Site, Trap, View, blocks, esc, pages, table_html
from demo.stock.names import people
from demo.truth import Story, TrueArticle

_ACCOUNTS = ("两湖招商观察", "园区一线")
_BIZ = "MzA5ODQyMTEwMDAx"
_PAGE_SIZE = 12
_LIST = re.compile(r"/list(?:_(\d+))?\.html$")


class Wechat(Site):
    """Two accounts. Most addresses are ``/s/<22 characters>``, every fifth the long ``/s?__biz=…``."""

    name = "demo-wechat"
    title = "公众号文章收录"
    family = "wechat"
    region = "420000"
    start = ("/list.html",)

    def __init__(self, rng: random.Random, opened_at: datetime) -> None:
        super().__init__(rng, opened_at)
        day = timedelta(days=1)
        self.traps = [
            Trap("/s/" + "x" * 18 + "DELE", "一图读懂新出台的招商奖励办法", opened_at - 70 * day, "deleted by its author",
                 lambda view: self._notice("该内容已被发布者删除")),
            Trap("/s/" + "x" * 18 + "VERI", "园区夜话：招商人的一天", opened_at - 9 * day, "asks for a CAPTCHA",
                 lambda view: self._notice("环境异常", "当前环境异常，完成验证后即可继续访问。", "去验证")),
        ]  # fmt: skip

    def publish(self, story: Story, at: datetime) -> TrueArticle:
        serial = self.printed + 1
        if serial % 5:
            digest = hashlib.sha256(f"{self.name}-{serial}".encode()).digest()
            path = "/s/" + base64.urlsafe_b64encode(digest).decode()[:22]
        else:
            path = f"/s?__biz={_BIZ}&idx=1&mid={2_650_800_000 + serial}"
        return self.add(
            story,
            path,
            at,
            "second",
            section="公众号",
            origin=_ACCOUNTS[serial % len(_ACCOUNTS)],
            authors=list(story.authors[:1]),
            editors=people(random.Random(serial), 1),
        )

    def page(self, path: str, view: View) -> Reply | None:
        if match := _LIST.match(path):
            return self._list(int(match[1] or 1))
        article = self.article_at(path)
        return self._article(article, view) if article else None

    def missing(self, path: str) -> Reply:
        return self._notice("该内容已被发布者删除")

    def _notice(self, title: str, text: str = "", button: str = "") -> Reply:
        more = f'<p class="weui-msg__desc">{text}</p>' if text else ""
        action = f'<a class="weui-btn weui-btn_primary" id="js_verify">{button}</a>' if button else ""
        return self.html(
            f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title></title></head><body class="zh_CN"><div class="weui-msg">
<div class="weui-msg__icon-area"><i class="weui-icon-warn weui-icon_msg"></i></div><div class="weui-msg__text-area"><h2 class="weui-msg__title">{title}</h2>{more}</div>{action}</div></body></html>"""
        )

    def _list(self, number: int) -> Reply | None:
        """A list that somebody keeps by hand, since WeChat has none that is public."""
        cut = pages(self.entries(), _PAGE_SIZE)
        if not 1 <= number <= len(cut):
            return None
        rows = "\n".join(
            f'<li><a href="{esc(row.path)}">{esc(row.title)}</a> <span class="date">{row.at:%Y-%m-%d}</span></li>'
            for row in cut[number - 1]
        )
        onward = (
            f'<p class="pager"><a href="/list_{number + 1}.html">下一页</a></p>' if number < len(cut) else ""
        )
        return self.html(
            f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{self.title}</title></head><body><h1>{self.title}</h1>
<p>收录下列公众号的文章：{"、".join(_ACCOUNTS)}。演示站点，内容均为虚构。</p><ul class="articles">
{rows}
</ul>{onward}</body></html>""",
            modified_at=self.last_change(),
        )

    def _article(self, article: TrueArticle, view: View) -> Reply:
        account = esc(article.origin)
        link = view.origins[self.name] + article.path
        author = (
            f'<span class="rich_media_meta rich_media_meta_text" id="js_author_name">{esc(article.authors[0])}</span>'
            if article.authors
            else ""
        )
        summary = esc(article.body[:54].replace("\n", " "))
        return self.html(
            f"""<!DOCTYPE html><html class=""><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="viewport" content="width=device-width,initial-scale=1.0">
<meta name="description" content="{summary}" /><meta name="author" content="{esc(article.authors[0] if article.authors else "")}" />
<meta property="og:title" content="{esc(article.title)}" /><meta property="og:url" content="{esc(link)}" /><meta property="og:site_name" content="微信公众平台" /><meta property="og:type" content="article" />
<title></title></head><body id="activity-detail" class="zh_CN mm_appmsg"><div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content" class="rich_media_area_primary">
<div class="rich_media_area_primary_inner"><div id="img-content" class="rich_media_wrp">
<h1 class="rich_media_title " id="activity-name">

{esc(article.title)}
</h1>
<div id="meta_content" class="rich_media_meta_list">{author}
<span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">
                {account}              </a>
<div id="js_profile_qrcode" class="profile_container" style="display:none;"><div class="profile_inner"><strong class="profile_nickname">{account}</strong>
<p class="profile_meta"><label class="profile_meta_label">微信号</label><span class="profile_meta_value">lianghu_zs</span></p>
<p class="profile_meta"><label class="profile_meta_label">功能介绍</label><span class="profile_meta_value">看两湖园区，讲招商故事</span></p></div></div></span>
<em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div>
<div class="rich_media_content " id="js_content" style="visibility: hidden; opacity: 0; ">{_sections(article)}</div>
<div class="rich_media_tool" id="js_tags_preview_toast"><div class="article-tag__error-tips">预览时标签不可点</div></div>
</div></div></div></div></div>
<script type="text/javascript" nonce="1545761157">
var biz = "{_BIZ}"; var nickname = "{account}"; var appmsg_type = "9"; var ct = "{int(article.published_at.timestamp())}"; var user_name = "gh_6bdemo8e75e";
var msg_title = '{esc(article.title)}'.html(false); var msg_desc = htmlDecode("{summary}"); var msg_link = "{esc(link)}"; var copyright_stat = "0"; var item_show_type = "0";
</script></body></html>""",
            modified_at=article.modified_at,
        )


def _sections(article: TrueArticle) -> str:
    """Sections in sections, empty ones between, pictures that a script loads, and the account's own tail."""
    text = "".join(
        table_html(block)
        if isinstance(block, list)
        else f'<section style="margin: 0 8px;"><section><p style="line-height: 1.75em;"><span style="font-size: 15px;">{esc(block)}</span></p></section></section><section><br></section>'
        for block in blocks(article.body)
    )
    picture = '<section style="text-align: center;"><img class="rich_pages wxw-img" data-src="https://mmbiz.qpic.invalid/mmbiz_jpg/demo/640?wx_fmt=jpeg" data-type="jpeg"></section>'
    tail = f'<section><p style="color: #888;">编辑：{article.editors[0]}</p></section><section><p>长按识别二维码，关注我们</p></section>'
    return f"<section>{picture}{text}{tail}</section>"
