"""地方论坛 on Discuz! X3.4, GBK: jammed text, hidden posts, relative dates, threads of two pages."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

from demo.sites.base import Entry, Reply, Site, Trap, View, esc, pages
from demo.sites.discuz_post import BANNED, bare_precision, content, list_day, prints_bare, relative, when
from demo.stock.forum import ATTACHMENT_NAMES, CATEGORIES, REPLIES
from demo.stock.names import NICKNAMES
from demo.stock.places import short_name
from demo.truth import Story, TrueArticle
from zscrawl.items import Attachment, Post

_FID = 37
_ROWS = 14
_POSTS_A_PAGE = 10
_BOARD = re.compile(rf"/forum-{_FID}-(\d+)\.html$")
_THREAD = re.compile(r"/thread-(\d+)-(\d+)-\d+\.html$")


class Discuz(Site):
    """One board of two list pages. Threads about recent news print 昨天 and 3天前, some without the full date beside it."""

    name = "demo-discuz"
    title = "两湖乡音社区"
    family = "discuz"
    region = "430000"
    start = (f"/forum-{_FID}-1.html",)
    charset = "gbk"

    def __init__(self, rng: random.Random, opened_at: datetime) -> None:
        super().__init__(rng, opened_at)
        day = timedelta(days=1)
        self.traps = [
            Trap("/thread-9001-1-1.html", "园区招商底价表（会员专享）", opened_at - 5 * day, "asks for a login first",
                 lambda view: self._message("抱歉，您尚未登录，请先登录后才能继续浏览")),
            Trap("/thread-9002-1-1.html", "说说那个烂尾的物流城", opened_at - 30 * day, "deleted by its site",
                 lambda view: self.missing("")),
            Trap("/thread-9003-1-1.html", "内部版：各县区招商排名", opened_at - 44 * day, "needs a higher reading permission",
                 lambda view: self._message("抱歉，本帖要求阅读权限高于 60 才能浏览")),
        ]  # fmt: skip

    def publish(self, story: Story, at: datetime) -> TrueArticle:
        tid = 12_000 + 37 * (self.printed + 1)
        rng = random.Random(f"{self.name}-{tid}")
        author = rng.choice(NICKNAMES)
        at = at.replace(microsecond=0)
        article = self.add(
            story, f"/thread-{tid}-1-1.html", at, "second", section="招商引资", authors=[author]
        )
        article.posts = [Post(1, author, at, article.body), *self._replies(rng, at, story)]
        article.modified_at = max(post.published_at or at for post in article.posts)
        if prints_bare(article):
            article.precision = bare_precision(at, self.opened_at)
        if tid % 5 == 0:
            name = rng.choice(ATTACHMENT_NAMES)
            article.attachments.append(Attachment(f"/forum.php?mod=attachment&aid={tid}b", name))
        return article

    def _replies(self, rng: random.Random, at: datetime, story: Story) -> list[Post]:
        count = rng.choice((0, 2, 3, 4, 6, 7, 12, 15))
        texts = rng.sample(REPLIES, count)
        posts: list[Post] = []
        posted = at
        for floor, text in enumerate(texts, start=2):
            posted += timedelta(seconds=rng.randrange(90, 50_000))
            if posted >= self.opened_at:
                break
            body = text.format(c=short_name(story.place), all="全" + story.place[-1])
            if floor == 4 and count > 5:
                body = BANNED
            posts.append(Post(floor, rng.choice(NICKNAMES), posted, body))
        return posts

    def page(self, path: str, view: View) -> Reply | None:
        if match := _BOARD.match(path):
            return self._board(int(match[1]), view)
        if match := _THREAD.match(path):
            article = self.article_at(f"/thread-{match[1]}-1-1.html")
            return self._thread(article, int(match[2]), view) if article else None
        return None

    def missing(self, path: str) -> Reply:
        return self._message("抱歉，指定的主题不存在或已被删除或正在被审核")

    def robots(self) -> str:
        lines = ("/api/", "/data/", "/source/", "/member.php", "/search.php", "/misc.php", "/admin.php",
                 "/forum.php?mod=redirect*", "/forum.php?mod=post*", "/home.php?mod=spacecp*", "/*?mod=misc*",
                 "/*?mod=attachment*", "/*mobile=yes*")  # fmt: skip
        return "User-agent: *\n" + "".join(f"Disallow: {line}\n" for line in lines)

    def _message(self, text: str) -> Reply:
        body = f"""<div id="ct" class="wp cl w"><div class="nfl"><div class="f_c altw">
<div id="messagetext" class="alert_error"><p>{text}</p><p class="alert_btnleft"><a href="javascript:history.back()">[ 点击这里返回上一页 ]</a></p>
</div></div></div></div>"""
        return self.html(_frame(f"提示信息 - {self.title}", self.title, "pg_viewthread", body))

    # --- the board ---------------------------------------------------------------------------------

    def _board(self, number: int, view: View) -> Reply | None:
        cut = pages(self.entries(), _ROWS)
        if not 1 <= number <= len(cut):
            return None
        rows = "\n".join(self._row(entry, number, view) for entry in cut[number - 1])
        announcement = (
            '<tbody><tr><td class="icn"><img src="static/image/common/ann_icon.gif" alt="公告" /></td><th><strong class="xst">公告: '
            '<a href="forum.php?mod=announcement&amp;id=2">本版发帖须知</a></strong></th></tr></tbody>'
        )
        pager = _pager(f"forum-{_FID}-%d.html", number, len(cut))
        body = f"""<div id="pt" class="bm cl"><div class="z"><a href="./" class="nvhm">{self.title}</a> <em>&rsaquo;</em>
<a href="forum.php">论坛</a> <em>&rsaquo;</em> <a href="forum-{_FID}-1.html">招商引资</a></div></div>
<div id="threadlist" class="tl bm bmw"><div class="th"><table><tr><th colspan="2">筛选</th><td class="by">作者</td>
<td class="num">回复/查看</td><td class="by">最后发表</td></tr></table></div><div class="bm_c">
<table summary="forum_{_FID}" cellspacing="0" cellpadding="0" id="threadlisttableid">
{announcement}<tbody id="separatorline"><tr class="ts"><td>&nbsp;</td><th>版块主题</th></tr></tbody>
{rows}
</table></div></div><div class="bm bw0 pgs cl"><span id="fd_page_bottom">{pager}</span></div>"""
        reply = _frame(f"招商引资 - {self.title} - Powered by Discuz!", self.title, "pg_forumdisplay", body)
        return self.html(reply, modified_at=self.last_change())

    def _row(self, entry: Entry, number: int, view: View) -> str:
        article = self.article_at(entry.path)
        tid = entry.path.split("-")[1]
        posts = article.posts if article else []
        last = posts[-1].published_at if posts and posts[-1].published_at else entry.at
        author = posts[0].author if posts else "admin"
        link = f"thread-{tid}-1-{number}.html"
        inner = (
            f'<span class="tps">&nbsp;...<a href="thread-{tid}-2-{number}.html">2</a></span>'
            if len(posts) > 10
            else ""
        )
        category = CATEGORIES[int(tid) % len(CATEGORIES)]
        return f"""<tbody id="normalthread_{tid}"><tr><td class="icn"><a href="{link}" title="有新回复 - 新窗口打开" target="_blank">
<img src="static/image/common/folder_new.gif" /></a></td><th class="new"><em>[<a href="forum.php?mod=forumdisplay&amp;fid={_FID}&amp;typeid=3">{category}</a>]</em>
<a href="{link}" onclick="atarget(this)" class="s xst">{esc(entry.title)}</a>{inner}</th>
<td class="by"><cite><a href="space-username-{esc(author)}.html" c="1">{esc(author)}</a></cite><em><span>{list_day(entry.at, view.now)}</span></em></td>
<td class="num"><a href="{link}" class="xi2">{max(0, len(posts) - 1)}</a><em>{int(tid) % 900 + 60}</em></td>
<td class="by"><cite><a href="space-username-x.html" c="1">{esc(posts[-1].author if posts else author)}</a></cite>
<em><a href="forum.php?mod=redirect&amp;tid={tid}&amp;goto=lastpost#lastpost">{when(last, view.now)}</a></em></td></tr></tbody>"""

    # --- threads -----------------------------------------------------------------------------------

    def _thread(self, article: TrueArticle, number: int, view: View) -> Reply | None:
        cut = [article.posts[i : i + _POSTS_A_PAGE] for i in range(0, len(article.posts), _POSTS_A_PAGE)]
        if not 1 <= number <= len(cut):
            return None
        tid = int(article.path.split("-")[1])
        pager = _pager(f"thread-{tid}-%d-1.html", number, len(cut))
        following = f'<div class="pgbtn"><a href="thread-{tid}-{number + 1}-1.html" hidefocus="true" class="bm_h">下一页 &raquo;</a></div>'
        posts = "\n".join(self._post(article, post, tid, view) for post in cut[number - 1])
        body = f"""<div id="pt" class="bm cl"><div class="z"><a href="./" class="nvhm" title="首页">{self.title}</a><em>&raquo;</em>
<a href="forum.php">论坛</a> <em>&rsaquo;</em> <a href="forum-{_FID}-1.html">招商引资</a> <em>&rsaquo;</em> <a href="thread-{tid}-1-1.html">{esc(article.title)}</a></div></div>
<div id="ct" class="wp cl"><div id="pgt" class="pgs mbm cl">{pager}<span class="y pgb"><a href="forum-{_FID}-1.html">返回列表</a></span></div>
<div id="postlist" class="pl bm"><table cellspacing="0" cellpadding="0"><tr><td class="pls ptn pbn"><div class="hm ptn">
<span class="xg1">查看:</span> <span class="xi1">{tid % 900 + 60}</span><span class="pipe">|</span><span class="xg1">回复:</span> <span class="xi1">{len(article.posts) - 1}</span>
</div></td><td class="plc ptm pbn vwthd"><h1 class="ts"><a href="forum.php?mod=forumdisplay&amp;fid={_FID}&amp;filter=typeid&amp;typeid=3">[{CATEGORIES[tid % len(CATEGORIES)]}]</a>
<span id="thread_subject">{esc(article.title)}</span></h1><span class="xg1"><a href="thread-{tid}-1-1.html" onclick="return copyThreadUrl(this)">[复制链接]</a></span></td></tr></table>
{posts}
<div id="postlistreply" class="pl"><div id="post_new" class="viewthread_table" style="display: none"></div></div></div>
{following if number < len(cut) else ""}<div class="pgs mtm mbm cl">{pager}</div>
<div id="f_pst" class="pl bm bmw"><form method="post" id="fastpostform"><div class="pt hm">您需要登录后才可以回帖 <a href="member.php?mod=logging&amp;action=login">登录</a> | <a href="member.php?mod=register">立即注册</a></div>
<p class="ptm pnpost"><a href="home.php?mod=spacecp&amp;ac=credit">本版积分规则</a><button type="button"><strong>发表回复</strong></button></p></form></div></div>"""
        title = f"{article.title} - 招商引资 - {self.title} - Powered by Discuz!"
        return self.html(_frame(title, self.title, "pg_viewthread", body), modified_at=article.modified_at)

    def _post(self, article: TrueArticle, post: Post, tid: int, view: View) -> str:
        pid = tid * 100 + post.floor
        assert post.published_at is not None
        bare = prints_bare(article)
        printed = relative(post.published_at, view.now) if bare else None
        printed = printed or when(post.published_at, view.now)
        name = (
            "楼主"
            if post.floor == 1
            else {2: "沙发", 3: "板凳", 4: "地板"}.get(post.floor, f"<em>{post.floor}</em><sup>#</sup>")
        )
        return f"""<div id="post_{pid}"><table id="pid{pid}" class="plhin" summary="pid{pid}" cellspacing="0" cellpadding="0"><tr>
<td class="pls" rowspan="2"><div id="favatar{pid}" class="pls favatar"><div class="pi"><div class="authi"><a href="space-uid-{pid % 997}.html" target="_blank" class="xw1">{esc(post.author)}</a></div></div>
<div class="p_pop blk bui" id="userinfo{pid}" style="display: none; margin-top: -11px;"><strong><a href="space-uid-{pid % 997}.html">{esc(post.author)}</a></strong><em>当前离线</em><dl class="cl"><dt>积分</dt><dd>{pid % 883}</dd></dl></div>
<div class="tns xg2"><table><th><p>{pid % 37}</p>主题</th><th><p>{pid % 411}</p>帖子</th><td><p>{pid % 883}</p>积分</td></table></div></div></td>
<td class="plc"><div class="pi"><strong><a href="thread-{tid}-1-1.html" id="postnum{pid}" onclick="setCopy(this.href, '帖子地址复制成功');return false;">{name}</a></strong>
<div class="pti"><div class="pdbt"></div><div class="authi"><img class="authicn vm" id="authicon{pid}" src="static/image/common/online_member.gif" />
<em id="authorposton{pid}">发表于 {printed}</em><span class="pipe">|</span><a href="forum.php?mod=viewthread&amp;tid={tid}&amp;page=1&amp;authorid=1" rel="nofollow">只看该作者</a></div></div></div>
<div class="pct"><div class="pcb">{content(article, post, pid, tid)}<div id="comment_{pid}" class="cm"></div><div id="post_rate_div_{pid}"></div></div></div></td></tr>
<tr><td class="plc plm">{'<div id="p_btn" class="mtw mbm hm cl"><a href="home.php?mod=spacecp"><i>收藏<span>0</span></i></a><a>分享</a></div>' if post.floor == 1 else ""}<div class="sign">走遍两湖四水，看尽家乡变化</div></td></tr>
<tr><td class="pls"></td><td class="plc"><div class="po hin"><div class="pob cl"><em><a class="fastre" href="forum.php?mod=post&amp;action=reply&amp;tid={tid}">回复</a></em><p><a href="javascript:;">使用道具</a><a href="javascript:;">举报</a></p></div></div></td></tr></table></div>"""


def _pager(address: str, number: int, count: int) -> str:
    if count < 2:
        return ""
    back = f'<a href="{address % (number - 1)}" class="prev">&nbsp;&nbsp;</a>' if number > 1 else ""
    links = "".join(
        f"<strong>{n}</strong>" if n == number else f'<a href="{address % n}">{n}</a>'
        for n in range(1, count + 1)
    )
    jump = f'<label><input type="text" name="custompage" class="px" size="2" value="{number}" /><span title="共 {count} 页"> / {count} 页</span></label>'
    onward = f'<a href="{address % (number + 1)}" class="nxt">下一页</a>' if number < count else ""
    return f'<div class="pg">{back}{links}{jump}{onward}</div>'


def _frame(title: str, site: str, page_class: str, body: str) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=gbk" />
<title>{esc(title)}</title><meta name="keywords" content="" /><meta name="generator" content="Discuz! X3.4" />
<meta name="author" content="Discuz! Team and Comsenz UI Team" /><meta name="copyright" content="2001-2017 Comsenz Inc." />
<base href="/" /><script type="text/javascript">var STYLEID = '1', discuz_uid = '0', charset = 'gbk';</script></head>
<body id="nv_forum" class="{page_class}"><div id="append_parent"></div><div id="toptb" class="cl"><div class="wp"><div class="z"><a href="javascript:;">设为首页</a><a href="javascript:;">收藏本站</a></div></div></div>
<div id="hd"><div class="wp"><div class="hdc cl"><h2><a href="./" title="{esc(site)}"><img src="static/image/common/logo.png" alt="{esc(site)}" /></a></h2>
<form method="post" id="lsform"><table><tr><td><input type="text" name="username" class="px vm" /></td><td>自动登录</td><td><a href="member.php?mod=logging">找回密码</a></td></tr></table></form></div></div></div>
<div id="wp" class="wp">{body}</div>
<div id="ft" class="wp cl"><div id="flk" class="y"><p><a href="archiver/">Archiver</a><span class="pipe">|</span><strong><a href="./">{esc(site)}</a></strong></p></div>
<div id="frt"><p>Powered by <strong><a href="http://www.discuz.invalid">Discuz!</a></strong> <em>X3.4</em></p><p class="xs0">演示站点，内容均为虚构</p></div></div></body></html>"""
